"""The start page: search, what help costs at this hour, frequent questions, and the ways to reach us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.calendars import load as calendars
from hostdesk.portal import reachable
from hostdesk.portal.kept import kept
from hostdesk.portal.price_words import rates
from hostdesk.portal.prices_page import ruler


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """Womit können wir helfen?"""
    now, language = timezone.now(), "de" if get_language() == "de" else "en"
    shown = rates(now, language)
    return render(
        request,
        "portal/home.html",
        {
            "heading": _("How can we help?"),
            "description": _(
                "Answers to frequent questions, what help costs at this hour, and how to reach us."
            ),
            "shown": shown,
            "ruler": ruler(shown, calendars.current_hours(), now),
            "ways": reachable.ways(now, None, language),
            "answered_by": reachable.answered_by(now, language),
        },
    )
