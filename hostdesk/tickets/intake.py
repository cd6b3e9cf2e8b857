"""The way in: what comes from outside becomes a message on a ticket, in one transaction, once (M9)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from hostdesk.core.incoming import Incoming, Robot
from hostdesk.core.states import Act, State, move
from hostdesk.core.threads import Decision, Kind, belongs_to
from hostdesk.journal.record import writing
from hostdesk.outbox import bounces
from hostdesk.tickets import evidence, live, search
from hostdesk.tickets.acknowledge import acknowledge
from hostdesk.tickets.actions.beginning import root_of, tell
from hostdesk.tickets.messages import from_incoming, store_files, write
from hostdesk.tickets.models import Message, Ticket, TicketDepartment
from hostdesk.tickets.opening import open_for, quarantine_key
from hostdesk.tickets.routing import departments_for
from hostdesk.tickets.standing import settle

JOINING = (Kind.JOIN, Kind.REOPEN)


def receive(incoming: Incoming, received_at: datetime, *, raw_sha256: str = "") -> Message:
    """Take in one message, received durably at `received_at` (UTC); the same key again changes nothing.

    `raw_sha256` names the blob with the bytes as received.
    """
    files = store_files(incoming.files)
    with writing():
        known = Message.objects.select_related("ticket").filter(key=incoming.key).first()
        if known:
            also_for(known, incoming.recipients)
            return known
        decision = belongs_to(
            incoming, evidence.gather(incoming), received_at, settings.HOSTDESK["HOSTDESK_REOPEN_DAYS"]
        )
        ticket, is_new = _ticket_for(incoming, decision, received_at)
        message = from_incoming(incoming, ticket)
        message.at, message.raw_sha256 = received_at, raw_sha256
        message.joined_because = {"kind": decision.kind, "why": decision.why}
        write(message, files)
        root = ticket if is_new else root_of(ticket.pk)
        _change(root, incoming, decision, received_at)
        tell(
            ticket, "message.received", None, received_at,
            message=message.pk, digest=message.digest, decision=decision.kind, why=decision.why,
            robot=incoming.robot,
        )  # fmt: skip
        _report(incoming, received_at)
        if is_new:
            acknowledge(ticket, incoming, received_at)
        search.add(message)
        live.changed(root)
        return message


def also_for(known: Message, recipients: Iterable[str]) -> None:
    """The same message was delivered to another department too: both see it until one takes it."""
    root = root_of(known.ticket_id)
    if root.assignee_id is None:
        for department in departments_for(recipients):
            if department != root.department:
                TicketDepartment.objects.get_or_create(ticket=root, department=department)


def _ticket_for(incoming: Incoming, decision: Decision, received_at: datetime) -> tuple[Ticket, bool]:
    """The ticket that the message goes to, and whether it was opened for it."""
    if decision.kind in JOINING and decision.ticket_id is not None:
        return Ticket.objects.get(pk=decision.ticket_id), False
    waiting = Message.objects.select_related("ticket").filter(key=quarantine_key(incoming.key)).first()
    if waiting:  # it could not be read at first and now it can: under the number it got then
        return waiting.ticket, False
    return open_for(incoming, decision, received_at), True


def _change(root: Ticket, incoming: Incoming, decision: Decision, at: datetime) -> None:
    """What the message does to the ticket: a person reopens or wakes it, a machine does not."""
    root.message_count += 1
    root.last_message_at = at
    root.is_unread = True
    if incoming.robot in (Robot.NONE, Robot.LIST) and incoming.bounce is None:
        before = root.state
        root.state = move(State(root.state), Act.CUSTOMER_MESSAGE)
        root.pending_until = root.solved_at = None
        if before in (State.SOLVED, State.PENDING):
            tell(
                root,
                "ticket.reopened" if before == State.SOLVED else "ticket.woke",
                None,
                at,
                why=decision.why,
            )
    if root.is_quarantined and Message.objects.filter(key=quarantine_key(incoming.key)).exists():
        root.is_quarantined = False
        tell(root, "quarantine.read", None, at)
    settle(root, at)


def _report(incoming: Incoming, at: datetime) -> None:
    """A delivery report is noted at the delivery that it is about; only a failure is trouble."""
    delivery = evidence.delivery_of(incoming) if incoming.bounce else None
    if delivery and incoming.bounce and incoming.bounce.is_failure:
        bounces.bounced(delivery, status=incoming.bounce.status, text=incoming.bounce.text, at=at)
