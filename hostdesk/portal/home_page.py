"""The start page: search, what help costs at this hour, frequent questions, and the ways to reach us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.calendars import load as calendars
from hostdesk.knowledge.first_lines import beginnings
from hostdesk.portal.kept import kept
from hostdesk.portal.often import often
from hostdesk.portal.price_words import rates
from hostdesk.portal.prices_page import ruler
from hostdesk.portal.reader import reader
from hostdesk.portal.topics import topics

_LINES = 5  # of every section


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """All that somebody needs who does not know yet whether she must write."""
    who = reader(request)
    shown = rates(who.now, who.language)
    found = topics(beginnings(who.language, who.audience, _LINES), who.language)
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
            "often": often(who.language, who.audience, who.now),
            "questions": [one for one in found if one.is_questions],
            "articles": [one for one in found if not one.is_questions],
            **who.ways(),
            "price": "",  # it stands above in full
        },
    )
