"""Letters as the timeline shows them: their text, and where their delivery stands."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.desk import when
from hostdesk.lib import markdown
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State

LONGEST = 30_000  # characters; the rest is behind "show everything"
_ADDRESS = re.compile(r"https?://[^\s<>\"'\u200b]{3,2000}[^\s<>\"'.,;:!?)\]\u200b]")
_PLAIN = re.compile(r"[A-Za-z0-9À-ž\s.,;:!?()'\"„“”‚‘’–/€%§&+=@-]*")
_STARTS = re.compile(r"^\s*(?:[-+=>#]|\d+[.)])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a delivery stands, in words."""

    words: str
    said: str  # by the other server
    is_trouble: bool
    is_done: bool
    is_cancelled: bool


def body(text: str, *, is_ours: bool) -> SafeString:
    """What we wrote is Markdown, what strangers wrote is text."""
    return _ours(text[:LONGEST]) if is_ours else _theirs(text[:LONGEST])


def standing(delivery: Delivery, now: datetime) -> Standing:
    """What became of a letter of ours."""
    said = delivery.answer or delivery.last_error
    if delivery.bounced_at:
        words = _("came back at %(at)s") % {"at": when.moment(delivery.bounced_at, now)}
        return Standing(words, delivery.bounce_text, True, False, False)
    at = when.moment(delivery.sent_at, now) if delivery.sent_at else ""
    words = {
        State.HELD: _("held, can be taken back"),
        State.WAITING: _("waits to be tried again") if delivery.attempts else _("waits to be sent"),
        State.SENDING: _("is being sent"),
        State.SENT: _("delivered %(at)s") % {"at": at},
        State.UNCLEAR: _("unclear whether it was sent"),
        State.FAILED: _("could not be sent"),
        State.CANCELLED: _("taken back, was never sent"),
    }[State(delivery.state)]
    is_sent, is_cancelled = delivery.state == State.SENT, delivery.state == State.CANCELLED
    return Standing(words, said, delivery.is_trouble, is_sent, is_cancelled)


@lru_cache(maxsize=4096)
def _ours(text: str) -> SafeString:
    if _PLAIN.fullmatch(text) and not _STARTS.search(text) and "://" not in text:
        return _theirs(text)  # most letters hold no Markdown, and this is a hundred times faster
    return SafeString(markdown.to_html(text))


@lru_cache(maxsize=4096)
def _theirs(text: str) -> SafeString:
    """Paragraphs, with web addresses as links that tell nobody where they were clicked."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.strip()) if text.strip() else []
    return SafeString("".join(f'<p dir="auto">{_linked(one)}</p>' for one in paragraphs))


def _linked(text: str) -> str:
    parts: list[str] = []
    position = 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        parts.append(escape(text[position : found.start()]))
        parts.append(f'<a href="{address}" target="_blank" rel="noopener noreferrer nofollow">{address}</a>')
        position = found.end()
    return "".join([*parts, escape(text[position:])])
