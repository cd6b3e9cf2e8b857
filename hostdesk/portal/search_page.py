"""Search in questions and articles; what was not found is counted, so that somebody writes it (M1, M21)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.portal import reachable


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found for `?q=`, or the ways to ask a person."""
    now, language = timezone.now(), "de" if get_language() == "de" else "en"
    words = " ".join(request.GET.get("q", "").split())[:200]
    return render(
        request,
        "portal/search.html",
        {
            "heading": _("Search"),
            "words": words,
            "ways": reachable.ways(now, None, language),
            "answered_by": reachable.answered_by(now, language),
        },
    )
