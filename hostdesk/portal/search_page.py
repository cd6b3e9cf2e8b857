"""Search in questions and articles; what was not found is counted, so that somebody writes it (M1, M21)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.knowledge import statistics
from hostdesk.knowledge.search import Hit
from hostdesk.knowledge.search import search as find
from hostdesk.portal.reachable import ask
from hostdesk.portal.reader import Reader, reader

_LONGEST = 200  # characters
_OTHER = {"de": "en", "en": "de"}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found for `?q=`; else in the other language; else the ways to ask a person."""
    who = reader(request)
    words = " ".join(request.GET.get("q", "").split())[:_LONGEST]
    hits, language = _found(words, who) if words else ([], who.language)
    if words:
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


def _found(words: str, who: Reader) -> tuple[list[Hit], str]:
    """People type in their own language, whichever page they stand on."""
    for language in (who.language, _OTHER[who.language]):
        if hits := find(words, language, who.audience, limit=20):
            return hits, language
    return [], who.language
