"""Search in questions and articles; what was not found is counted, so that somebody writes it (M1, M21)."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.knowledge import statistics
from hostdesk.knowledge.search import Hit
from hostdesk.knowledge.search import search as find
from hostdesk.portal.form_guard import network
from hostdesk.portal.reachable import ask
from hostdesk.portal.reader import Reader, reader

_LONGEST = 200  # characters
_SEARCHES, _WHILE = 60, 3600  # searches from one network that are counted, in so many seconds
_OTHER = {"de": "en", "en": "de"}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found for `?q=`; else in the other language; else the ways to ask a person."""
    who = reader(request)
    words = " ".join(request.GET.get("q", "").split())[:_LONGEST]
    hits, language = _found(words, who) if words else ([], who.language)
    if words and _is_counted(request):
        statistics.searched(words, who.language, len(hits))
    return render(
        request,
        "portal/search.html",
        {
            "heading": _("Search"),
            "words": words,
            "hits": hits,
            "found_in": language,
            "ask": ask(),
            **who.ways(),
        },
    )


def _is_counted(request: HttpRequest) -> bool:
    """No machine that tries words fills the list of what is missing; kept in memory, by network."""
    key = f"searched:{network(request)}"
    cache.add(key, 0, _WHILE)
    try:
        return int(cache.incr(key)) <= _SEARCHES
    except ValueError:  # it ended in between
        return True


def _found(words: str, who: Reader) -> tuple[list[Hit], str]:
    """People type in their own language, whichever page they stand on."""
    for language in (who.language, _OTHER[who.language]):
        if hits := find(words, language, who.audience, limit=20):
            return hits, language
    return [], who.language
