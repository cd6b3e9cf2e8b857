"""The start page: search, what help costs at this hour, frequent questions, and the ways to reach us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.calendars import load as calendars
from hostdesk.knowledge import reading
from hostdesk.portal.kept import kept
from hostdesk.portal.often import often
from hostdesk.portal.price_words import rates
from hostdesk.portal.prices_page import ruler
from hostdesk.portal.reader import reader
from hostdesk.portal.topics import topics


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """All that somebody needs who does not know yet whether she must write."""
    who = reader(request)
    shown = rates(who.now, who.language)
    questions, articles = (
        reading.sections(kind, who.language, who.audience) for kind in ("questions", "articles")
    )
    return render(
        request,
        "portal/home.html",
        {
            "heading": _("How can we help?"),
            "description": _(
                "Answers to frequent questions, what help costs at this hour, and how to reach us."
            ),
            "shown": shown,
            "ruler": ruler(shown, calendars.current_hours(), who.now),
            "often": often([*questions, *articles], who.language, who.now),
            "questions": topics(questions, who.language),
            "articles": topics(articles, who.language),
            **who.ways(),
        },
    )
