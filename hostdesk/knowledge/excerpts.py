"""The place of an article that a search has found, with the words marked."""

import bisect
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from hostdesk.knowledge import markup
from hostdesk.knowledge.forms import forms
from hostdesk.lib.search_words import spans

_WIDTH = 180  # characters
_LOOKED_AT = 5_000  # characters of a body
_Span = tuple[int, int]


def excerpt(summary: str, body: str, wanted: frozenset[str]) -> SafeString:
    """The summary, or the place of the body where more of the words stand together; safe HTML."""
    text = _plain(body[:_LOOKED_AT])
    in_summary, in_body = _found(summary, wanted), _found(text, wanted)
    if summary and (len(in_summary) >= 2 or not in_body):
        return _marked(summary, in_summary, 0, len(summary))
    start = _start(in_body, text)
    end = min(len(text), start + _WIDTH)
    return _marked(text, in_body, start, _word_end(text, end))


@lru_cache(maxsize=500)
def _plain(body: str) -> str:
    return " ".join(markup.plain(body).split())


def _found(text: str, wanted: frozenset[str]) -> list[_Span]:
    return [(start, end) for start, end, word in spans(text) if not wanted.isdisjoint(forms(word))]


def _start(found: list[_Span], text: str) -> int:
    """Where most hits follow within one width, a little before them."""
    starts = [start for start, _end in found]
    if not starts:
        return 0
    best = max(
        starts,
        key=lambda start: (
            bisect.bisect_left(starts, start + _WIDTH - 40) - bisect.bisect_left(starts, start),
            -start,
        ),
    )
    before = max(0, best - 40)
    return text.rfind(" ", 0, before) + 1 if before else 0


def _word_end(text: str, end: int) -> int:
    space = text.find(" ", end)
    return len(text) if space < 0 else space


def _marked(text: str, found: list[_Span], start: int, end: int) -> SafeString:
    parts, place = ["… " if start else ""], start
    for left, right in found:
        if left >= start and right <= end:
            parts += [escape(text[place:left]), f"<mark>{escape(text[left:right])}</mark>"]
            place = right
    parts += [escape(text[place:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 - every piece of it is escaped
