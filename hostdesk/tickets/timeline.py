"""Everything that happened on a ticket, in order: what was said, and the journal's lines (M11)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hostdesk.accounts.models import Staff
from hostdesk.journal.models import Event
from hostdesk.tickets.models import Attachment, Kind, Message, Ticket
from hostdesk.tickets.standing import family
from hostdesk.tickets.telling import about

# These say what the message beside them shows already.
_SHOWN_BY_MESSAGES = (
    "message.received",
    "message.acknowledged",
    "notice.written",
    "reply.written",
    "note.written",
    "delivery.sent",
)


# Large, or slow to read, and read again for every look.
_NOT_SHOWN = (
    "references", "digest", "cc", "bounce", "notes", "delivery__letter", "delivery__reached",
    "delivery__first_attempt_at", "delivery__key", "delivery__message_id", "delivery__worker",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: a message, or an event of the journal."""

    at: datetime  # UTC
    number: str  # the ticket it came in on, which may have been merged since
    message: Message | None = None
    attachments: list[Attachment] = field(default_factory=list)
    event: Event | None = None
    actor: Staff | None = None  # None is the desk itself
    person: Staff | None = None  # whom the event is about, such as whom a ticket was handed to


def entries(root: Ticket) -> list[Entry]:
    """The timeline of a root and all that was merged into it; a constant number of queries."""
    tickets = {ticket.pk: ticket for ticket in family(root)}
    messages, events = _messages(tickets), _events(tickets)
    named = {one.author_id for one in messages} | {pk for event in events for pk in _people(event)}
    people = Staff.objects.in_bulk(pk for pk in named if pk)
    said = _said(messages, tickets, people)
    return sorted([*said, *_happened(events, tickets, people)], key=lambda entry: entry.at)


def acknowledged_after(root: Ticket) -> timedelta | None:
    """How long after its receipt the acknowledgement was sent; None if none was."""
    sent = root.messages.filter(kind=Kind.ACKNOWLEDGEMENT).values_list("delivery__sent_at", flat=True).first()
    return sent - root.received_at if sent else None


def earlier(root: Ticket, limit: int = 5) -> list[Ticket]:
    """Other tickets of the same customer or address, newest first; ask the gate before showing them."""
    same = (
        Ticket.objects.filter(customer=root.customer_id)
        if root.customer_id
        else Ticket.objects.filter(requester=root.requester)
    )
    if not root.customer_id and not root.requester:
        return []
    return list(same.filter(merged_into=None).exclude(pk=root.pk).order_by("-received_at")[:limit])


def _messages(tickets: dict[int, Ticket]) -> list[Message]:
    found = Message.objects.filter(ticket__in=tickets).select_related("delivery", "first_response")
    return list(found.defer(*_NOT_SHOWN))


def _events(tickets: dict[int, Ticket]) -> list[Event]:
    numbers = [about(ticket) for ticket in tickets.values()]
    return list(Event.objects.filter(about__in=numbers).exclude(kind__in=_SHOWN_BY_MESSAGES).order_by("seq"))


def _said(messages: list[Message], tickets: dict[int, Ticket], people: dict[int, Staff]) -> Iterator[Entry]:
    files: dict[int, list[Attachment]] = {}
    for attachment in Attachment.objects.filter(message__ticket__in=tickets):
        files.setdefault(attachment.message_id, []).append(attachment)
    for one in messages:
        one.author = people[one.author_id] if one.author_id else None
        number = tickets[one.ticket_id].number
        yield Entry(one.at, number, message=one, attachments=files.get(one.pk, []), actor=one.author)


def _happened(events: list[Event], tickets: dict[int, Ticket], people: dict[int, Staff]) -> Iterator[Entry]:
    numbers = {about(ticket): ticket.number for ticket in tickets.values()}
    for event in events:
        actor, person = (people.get(pk) for pk in _people(event))
        yield Entry(event.at, numbers[event.about], event=event, actor=actor, person=person)


def _people(event: Event) -> list[int]:
    """Who did it, and whom it is about; 0 is nobody."""
    to = event.data.get("to")
    return [_staff(event.actor), to if isinstance(to, int) else 0]


def _staff(actor: str) -> int:
    kind, _, pk = actor.partition(":")
    return int(pk) if kind == "staff" else 0
