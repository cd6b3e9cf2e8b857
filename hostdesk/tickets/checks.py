"""What `hostdesk verify` looks at beyond the chain: that every message is still what the journal says."""

from collections.abc import Iterator
from datetime import datetime

from hostdesk.journal.checks import Finding, check
from hostdesk.journal.models import Event
from hostdesk.lib import blobs
from hostdesk.tickets import first_responses
from hostdesk.tickets.messages import digest
from hostdesk.tickets.models import Attachment, FirstResponse, Message, Ticket

_WRITTEN = (
    "message.received", "message.acknowledged", "reply.written", "note.written", "notice.written",
    "quarantine.opened",
)  # fmt: skip
_PROMISED = ("promise.met", "promise.missed")
_CHUNK = 2000


@check("messages")
def messages_are_as_recorded() -> Iterator[Finding]:
    """Every message has its event, every event its message, and the digests agree."""
    last = _last_seq()
    vouched = _vouched(seq__lte=last)
    files = _files()
    strangers: set[int] = set()
    for message in Message.objects.order_by("pk").iterator(_CHUNK):
        recorded = vouched.pop(message.pk, None)
        if recorded is None:
            strangers.add(message.pk)
        elif recorded != digest(message, files.get(message.pk, ())):
            yield _changed(message.pk)
    for pk in vouched:
        yield Finding(f"Message {pk} is in the journal and nowhere else.", where=f"message {pk}")
    # Mail may have come in while we read: it has its event by now.
    newer = _vouched(seq__gt=last) if strangers else {}
    for pk in strangers - newer.keys():
        yield Finding(f"Message {pk} has no event in the journal.", where=f"message {pk}")


@check("tickets")
def no_ticket_is_lost() -> Iterator[Finding]:
    """Every ticket that was ever opened is there, as it was received, and no other."""
    last = _last_seq()
    opened = _opened(seq__lte=last)
    strangers: dict[str, datetime] = {}
    for number, received_at in Ticket.objects.values_list("number", "received_at").iterator(_CHUNK):
        recorded = opened.pop(f"ticket:{number}", None)
        if recorded is None:
            strangers[number] = received_at
        elif recorded != received_at:
            yield Finding(f"Ticket {number} was not received when it says.", where=f"ticket {number}")
    for about in opened:
        yield Finding(f"The {about} is in the journal and nowhere else.", where=about)
    newer = _opened(seq__gt=last) if strangers else {}
    for number in strangers:
        if f"ticket:{number}" not in newer:
            yield Finding(f"Ticket {number} has no event in the journal.", where=f"ticket {number}")


@check("first responses")
def first_responses_are_as_recorded() -> Iterator[Finding]:
    """What a first response said is what the journal vouches for."""
    vouched = {
        event.data["message"]: event.data["essentials"]
        for event in Event.objects.filter(kind__in=_PROMISED).iterator(_CHUNK)
        if "essentials" in event.data
    }
    kept = {row.message_id: first_responses.digest(row) for row in FirstResponse.objects.iterator(_CHUNK)}
    for pk in vouched:
        if pk not in kept:
            yield Finding(f"What message {pk} said as first response is lost.", where=f"message {pk}")
        elif kept[pk] != vouched[pk]:
            yield Finding(f"What message {pk} said as first response was changed.", where=f"message {pk}")


@check("attachments")
def attachments_are_whole() -> Iterator[Finding]:
    """The content of every attachment and every original is there and unchanged."""
    named = set(Attachment.objects.values_list("sha256", flat=True))
    named |= set(Message.objects.exclude(raw_sha256="").values_list("raw_sha256", flat=True))
    for sha256 in sorted(named):
        if not blobs.is_whole(sha256):
            yield Finding(f"The file {sha256} is missing or damaged.", where=f"blob {sha256}")


def _last_seq() -> int:
    return Event.objects.values_list("seq", flat=True).last() or 0


def _vouched(**which: int) -> dict[int, str]:
    found = Event.objects.filter(kind__in=_WRITTEN, **which).iterator(_CHUNK)
    return {event.data["message"]: event.data["digest"] for event in found}


def _opened(**which: int) -> dict[str, datetime]:
    found = Event.objects.filter(kind="ticket.opened", **which).iterator(_CHUNK)
    return {event.about: event.at for event in found}


def _changed(pk: int) -> Finding:
    return Finding(f"Message {pk} is not what the journal recorded.", where=f"message {pk}")


def _files() -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = {}
    for attachment in Attachment.objects.iterator(_CHUNK):
        found.setdefault(attachment.message_id, []).append(attachment)
    return found
