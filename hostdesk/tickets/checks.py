"""What `hostdesk verify` looks at beyond the chain: that every message is still what the journal says."""

from collections.abc import Iterator

from hostdesk.journal.checks import Finding, check
from hostdesk.journal.models import Event
from hostdesk.lib import blobs
from hostdesk.tickets.messages import digest
from hostdesk.tickets.models import Attachment, Message, Ticket

_WRITTEN = (
    "message.received", "message.acknowledged", "reply.written", "note.written", "notice.written",
    "quarantine.opened",
)  # fmt: skip
_CHUNK = 2000


@check("messages")
def messages_are_as_recorded() -> Iterator[Finding]:
    """Every message has its event, every event its message, and the digests agree."""
    vouched = _vouched()
    files = _files()
    for message in Message.objects.order_by("pk").iterator(_CHUNK):
        recorded = vouched.pop(message.pk, None)
        if recorded is None:
            yield Finding(f"Message {message.pk} has no event in the journal.", where=f"message {message.pk}")
        elif recorded != digest(message, files.get(message.pk, ())):
            yield Finding(
                f"Message {message.pk} is not what the journal recorded.", where=f"message {message.pk}"
            )
    for pk in vouched:
        yield Finding(f"Message {pk} is in the journal and nowhere else.", where=f"message {pk}")


@check("tickets")
def no_ticket_is_lost() -> Iterator[Finding]:
    """Every ticket that was ever opened is there, as it was received, and no other."""
    opened = {event.about: event.at for event in Event.objects.filter(kind="ticket.opened").iterator(_CHUNK)}
    for number, received_at in Ticket.objects.values_list("number", "received_at").iterator(_CHUNK):
        recorded = opened.pop(f"ticket:{number}", None)
        if recorded is None:
            yield Finding(f"Ticket {number} has no event in the journal.", where=f"ticket {number}")
        elif recorded != received_at:
            yield Finding(f"Ticket {number} was not received when it says.", where=f"ticket {number}")
    for about in opened:
        yield Finding(f"The {about} is in the journal and nowhere else.", where=about)


@check("attachments")
def attachments_are_whole() -> Iterator[Finding]:
    """The content of every attachment and every original is there and unchanged."""
    named = set(Attachment.objects.values_list("sha256", flat=True))
    named |= set(Message.objects.exclude(raw_sha256="").values_list("raw_sha256", flat=True))
    for sha256 in sorted(named):
        if not blobs.is_whole(sha256):
            yield Finding(f"The file {sha256} is missing or damaged.", where=f"blob {sha256}")


def _vouched() -> dict[int, str]:
    found = Event.objects.filter(kind__in=_WRITTEN).iterator(_CHUNK)
    return {event.data["message"]: event.data["digest"] for event in found}


def _files() -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = {}
    for attachment in Attachment.objects.iterator(_CHUNK):
        found.setdefault(attachment.message_id, []).append(attachment)
    return found
