"""Search: a number leads to its ticket, words to a list of messages."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from hostdesk.core import numbers
from hostdesk.customers import directory
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import page
from hostdesk.desk.row import Row
from hostdesk.desk.rows import row
from hostdesk.tickets import search


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its words marked."""

    row: Row
    snippet: SafeString


@readers
def find(request: HttpRequest) -> HttpResponse:
    """The results for `q`."""
    words, now = request.GET.get("q", "").strip()[:200], timezone.now()
    hits = search.search(staff(request), words) if words else []
    is_number = numbers.parse(words, settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"]) is not None
    if is_number and len(hits) == 1:
        return redirect("desk:ticket", hits[0].ticket.number)
    customers = list(directory.find(words)[:5]) if words else []
    found = [Found(row(hit.ticket, now), _marked(hit.snippet, words)) for hit in hits]
    return page(
        request, "desk/search.html", words=words, found=found, customers=customers,
        looks_like_number=_is_numberish(words),
    )  # fmt: skip


def _is_numberish(words: str) -> bool:
    """Somebody meant a number, but it is none of ours: a digit was misheard."""
    prefix = settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"]
    return re.fullmatch(rf"(?:{re.escape(prefix)}[\s-]*)?[\d\s-]{{4,}}", words, re.IGNORECASE) is not None


def _marked(snippet: str, words: str) -> SafeString:
    """The words in bold ground; every piece is escaped by itself."""
    wanted = "|".join(re.escape(word) for word in words.split()[:8])
    pieces = re.split(f"({wanted})", snippet, flags=re.IGNORECASE) if wanted else [snippet]
    marked = [
        f"<mark>{conditional_escape(p)}</mark>" if i % 2 else conditional_escape(p)
        for i, p in enumerate(pieces)
    ]
    return SafeString("".join(marked))
