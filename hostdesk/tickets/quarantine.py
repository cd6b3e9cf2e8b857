"""Messages that we could not read: a numbered ticket stands in for each, with its clock running (M9)."""

from datetime import datetime

from hostdesk.core.incoming import Incoming
from hostdesk.core.threads import Decision
from hostdesk.journal.record import writing
from hostdesk.lib import storable
from hostdesk.tickets import live, search
from hostdesk.tickets.messages import write
from hostdesk.tickets.models import Kind, Link, LinkKind, Message, Ticket
from hostdesk.tickets.opening import blank, describe, take_part
from hostdesk.tickets.routing import departments_for
from hostdesk.tickets.standing import family, promise, settle
from hostdesk.tickets.storable import ADDRESS, KEY
from hostdesk.tickets.telling import tell

_PREFIX = "quarantine:"


def quarantine(
    key: str,
    sender: str,
    reason: str,
    received_at: datetime,
    *,
    raw_sha256: str,
    recipients: tuple[str, ...],
    channel: str = "mail",
) -> Message:
    """A numbered ticket for something that we could not read: in the normal queue, with its clock running.

    `reason` is a code or sentence of the reader; `key` is the arrival's, so that a later success finds it.
    """
    with writing():
        known = Message.objects.select_related("ticket").filter(key=stand_in_key(key)).first()
        if known:
            return known
        ticket = blank(departments_for(recipients)[0], received_at)
        ticket.requester = storable.text(sender).strip().lower()[:ADDRESS]
        ticket.channel, ticket.is_quarantined = channel, True
        ticket.due_at, ticket.calendar = promise(None, received_at)
        settle(ticket, received_at)
        message = write(_stand_in(ticket, key, reason, raw_sha256))
        department = ticket.department.slug
        tell(ticket, "ticket.opened", None, received_at, department=department, due=ticket.due_at)
        tell(
            ticket, "quarantine.opened", None, received_at,
            message=message.pk, digest=message.digest, reason=reason,
        )  # fmt: skip
        search.add(message)
        live.changed(ticket)
        return message


def stand_in_key(key: str) -> str:
    """The key of the stand-in for a message that could not be read."""
    return _PREFIX + storable.name(key, KEY)


def read_at_last(ticket: Ticket, incoming: Incoming, decision: Decision) -> None:
    """A stand-in's message can be read now: its ticket learns who asks for what, and keeps its number.

    A ticket that the message would have joined is suggested for merging: by now people may know this number.
    """
    describe(ticket, incoming)
    take_part(ticket, incoming)
    others = {*decision.suggested, *filter(None, [decision.root_id])} - {ticket.pk}
    for other in others:
        Link.objects.get_or_create(ticket=ticket, other_id=other, kind=LinkKind.MAY_BELONG)
    tell(ticket, "quarantine.read", None, ticket.received_at, due=ticket.due_at)


def holds_unread(root: Ticket) -> bool:
    """Whether anything under this root still waits to be read."""
    stand_ins = Message.objects.filter(ticket__in=family(root), key__startswith=_PREFIX)
    keys = {key.removeprefix(_PREFIX) for key in stand_ins.values_list("key", flat=True) if key}
    return len(keys) > Message.objects.filter(key__in=keys).count()


def _stand_in(ticket: Ticket, key: str, reason: str, raw_sha256: str) -> Message:
    return Message(
        ticket=ticket,
        kind=Kind.IN,
        channel=ticket.channel,
        key=stand_in_key(key),
        at=ticket.received_at,
        sender_address=ticket.requester,
        raw_sha256=raw_sha256,
        notes=[storable.text(reason)],
    )
