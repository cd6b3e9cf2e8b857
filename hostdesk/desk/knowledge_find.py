"""Finding an article while writing: for a link in another article, and for `??` in a reply."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from hostdesk.core.articles import Audience
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.knowledge_words import AUDIENCES, LANGUAGES
from hostdesk.knowledge import addresses, markup, traces
from hostdesk.knowledge.models import How, Showing
from hostdesk.knowledge.placeholders import Words
from hostdesk.knowledge.search import suggest
from hostdesk.knowledge.showings import for_audience
from hostdesk.tickets.access import ticket_for

_MOST = 8


@readers
def find(request: HttpRequest) -> JsonResponse:
    """What fits the words, with all that may be inserted."""
    language = request.GET.get("language", "de")
    language = language if language in LANGUAGES else "de"
    hits = suggest(request.GET.get("q", ""), language, Audience.STAFF, _MOST)
    found = {
        one.text.article_id: one
        for one in for_audience(timezone.now(), language, Audience.STAFF).filter(
            text__article__in=[hit.article_id for hit in hits]
        )
    }
    words, links = Words(language), _links(found.values(), language)
    shown = [_offer(found[hit.article_id], words, links) for hit in hits if hit.article_id in found]
    return JsonResponse({"articles": shown})


@writers
def inserted(request: HttpRequest, number: str) -> JsonResponse:
    """An article was put into what is written on a ticket."""
    by = staff(request)
    ticket, pk = ticket_for(by, number).root, request.POST.get("article", "")
    kept = traces.trace([int(pk)] if pk.isdecimal() and len(pk) < 12 else [], ticket, How.INSERTED, by)
    return JsonResponse({"kept": kept})


def _links(showings: Iterable[Showing], language: str) -> dict[str, str]:
    """The whole address of every article that these link to, by its key, if customers can open it."""
    keys = {key for one in showings for key in markup.keys(one.version.body)}
    found = for_audience(timezone.now(), language, Audience.CUSTOMERS).filter(text__article__key__in=keys)
    return {one.text.article.key: _address(one) for one in found.defer("version__body")}


def _address(showing: Showing) -> str:
    host: str = settings.HOSTDESK["HOSTDESK_URL"]
    return host + addresses.article(showing.text.language, showing.text.slug)


def _offer(showing: Showing, words: Words, links: dict[str, str]) -> dict[str, object]:
    text, version = showing.text, showing.version
    audience = Audience(text.article.audience)
    return {
        "id": text.article_id,
        "key": text.article.key,
        "title": words.fill(version.title),
        "section": text.article.section.name(text.language),
        "audience": str(AUDIENCES[audience]) if audience else "",
        # What the reader of a letter cannot open is no link for her.
        "address": _address(showing) if audience < Audience.STAFF else "",
        "text": markup.for_letter(words.fill(version.body), links),
    }
