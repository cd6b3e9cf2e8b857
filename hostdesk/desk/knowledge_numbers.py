"""What readers searched, read and said; nobody of them is known."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language

from hostdesk.desk import when
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.knowledge_words import LANGUAGES
from hostdesk.desk.pages import page
from hostdesk.knowledge import feedback as said
from hostdesk.knowledge import reports, statistics
from hostdesk.knowledge.models import Feedback

_DAYS = {"7": 7, "30": 30, "90": 90, "365": 365}
_ROWS = 50


@readers
def numbers(request: HttpRequest) -> HttpResponse:
    """The last days."""
    chosen = request.GET.get("days", "30")
    days = _DAYS.get(chosen, 30)
    now = timezone.now()
    statistics.flush()
    report = reports.report(
        timezone.localdate() - timedelta(days=days - 1), now - timedelta(days=days), get_language() or "en"
    )
    most = max((one.count for one in report.misses), default=1)
    return page(
        request,
        "desk/article_numbers.html",
        slug="articles",
        report=report,
        share=round(100 * report.missed / report.searches) if report.searches else None,
        misses=[
            (one, LANGUAGES.get(one.language, ""), round(100 * one.count / most)) for one in report.misses
        ],
        days=days,
        choices=list(_DAYS.values()),
        may_write=staff(request).may_change,
    )


@readers
def feedback(request: HttpRequest) -> HttpResponse:
    """What readers said that did not help, the newest first."""
    found = (
        Feedback.objects.filter(is_helpful=False).select_related("article").order_by("is_done", "-at", "-pk")
    )
    shown = Paginator(found, _ROWS).get_page(request.GET.get("page"))
    titles = reports.titles({one.article_id for one in shown.object_list}, get_language() or "en")
    now = timezone.now()
    lines = [
        (one, titles[one.article_id][1], said.REASONS.get(one.reason, ""), when.moment(one.at, now))
        for one in shown.object_list
        if one.article_id in titles
    ]
    return page(
        request, "desk/article_feedback.html", slug="articles", lines=lines, found=shown,
        may_write=staff(request).may_change,
    )  # fmt: skip


@writers
def seen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody has looked at it."""
    said.done(get_object_or_404(Feedback, pk=pk), staff(request))
    return redirect("articles:feedback")
