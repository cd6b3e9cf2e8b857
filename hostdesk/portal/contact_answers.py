"""Articles that may answer a request before it is written: shown while the subject is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hostdesk.core.articles import Audience
from hostdesk.customers.models import Contact
from hostdesk.knowledge import addresses
from hostdesk.knowledge.search import suggest
from hostdesk.portal.signed_in import contact_of

_SHORTEST, _LONGEST = 4, 700  # characters worth a search


@dataclass(frozen=True, slots=True)
class Suggested:
    """One article."""

    pk: int
    title: str
    excerpt: SafeString
    address: str


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The list alone, for the script of the form; `?q=` is what has been typed."""
    language = "de" if get_language() == "de" else "en"
    words = request.GET.get("q", "")
    hits = found(words, language, contact_of(request))
    response = render(request, "portal/_contact_hits.html", {"hits": hits})
    response["Cache-Control"] = "no-store"
    return response


def found(words: str, language: str, contact: Contact | None) -> Sequence[Suggested]:
    """What may answer these words, for this reader."""
    words = " ".join(words.replace("\x00", " ").split())[:_LONGEST]
    if len(words) < _SHORTEST:
        return ()
    audience = Audience.CUSTOMERS if contact else Audience.PUBLIC
    return [
        Suggested(hit.article_id, hit.title, hit.excerpt, addresses.article(language, hit.slug))
        for hit in suggest(words, language, audience)
    ]
