"""The way in: what comes from outside becomes a message on a ticket, in one transaction, once (M9)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from hostdesk.core.incoming import Incoming, Robot
from hostdesk.core.states import Act, State, move
from hostdesk.core.threads import Decision, Kind, Why, belongs_to
from hostdesk.journal.record import writing
from hostdesk.lib import rows
from hostdesk.lib.installation import installation_id
from hostdesk.outbox import bounces
from hostdesk.tickets import evidence, live, opening, quarantine, search
from hostdesk.tickets.acknowledge import acknowledge, answer_for
from hostdesk.tickets.messages import StoredFile, from_incoming, store_files, write
from hostdesk.tickets.models import Message, Ticket, TicketDepartment
from hostdesk.tickets.routing import departments_for
from hostdesk.tickets.standing import root_of, settle
from hostdesk.tickets.storable import storable_incoming
from hostdesk.tickets.telling import tell

JOINING = (Kind.JOIN, Kind.REOPEN)


def receive(
    incoming: Incoming, received_at: datetime, *, raw_sha256: str = "", decided: Decision | None = None
) -> Message:
    """Take in one message, received durably at `received_at` (UTC); the same key again changes nothing.

    `raw_sha256` names the blob with the bytes as received; `decided` is what is known about where it belongs
    before its words are looked at. Whatever a stranger wrote can be stored.
    """
    incoming = _marked(storable_incoming(incoming))
    files = store_files(incoming.files)
    with writing():
        known, stand_in = _known(incoming.key)
        if known:
            also_for(known, incoming.recipients)
            return known
        decision = decided or _decision(incoming, received_at)
        if stand_in is None and decision.kind in JOINING and decision.ticket_id is not None:
            message = _join(decision.ticket_id, incoming, decision, files, received_at, raw_sha256)
        else:
            message = _open(stand_in, incoming, decision, files, received_at, raw_sha256)
        _report(incoming, received_at)
        search.add(message)
        return message


def also_for(known: Message, recipients: Iterable[str]) -> None:
    """The same message was delivered to another department too: both see it until one takes it."""
    root = root_of(known.ticket_id)
    if root.assignee_id is None:
        for department in departments_for(recipients):
            if department != root.department:
                TicketDepartment.objects.get_or_create(ticket=root, department=department)


def _decision(incoming: Incoming, received_at: datetime) -> Decision:
    facts = evidence.gather(incoming)
    return belongs_to(incoming, facts, received_at, settings.HOSTDESK["HOSTDESK_REOPEN_DAYS"])


def _marked(incoming: Incoming) -> Incoming:
    """Our own mail that comes back bears our mark, which nobody else can compute."""
    is_ours = incoming.bounce is None and installation_id() in incoming.loop_marks
    return replace(incoming, robot=Robot.OWN) if is_ours else incoming


def _known(key: str) -> tuple[Message | None, Message | None]:
    """The message with this key, and the stand-in that it had while it could not be read."""
    stand_in = quarantine.stand_in_key(key)
    if not any(rows.exists(Message, key=one) for one in (key, stand_in)):
        return None, None  # so it is nearly always, and the question for whole rows costs ten times as much
    found = {one.key: one for one in Message.objects.select_related("ticket").filter(key__in=[key, stand_in])}
    return found.get(key), found.get(stand_in)


def _join(
    ticket_id: int, incoming: Incoming, decision: Decision, files: list[StoredFile], at: datetime, raw: str
) -> Message:
    root = root_of(ticket_id)
    ticket = root if root.pk == ticket_id else Ticket.objects.get(pk=ticket_id)
    message = _write(ticket, incoming, decision, files, at, raw)
    root.message_count += 1
    root.last_message_at = at
    root.is_unread = True
    _by_a_person(root, incoming, decision, at)
    settle(root, at)
    live.changed(root)
    return message


def _open(
    stand_in: Message | None, incoming: Incoming, decision: Decision, files: list[StoredFile], at: datetime,
    raw: str,
) -> Message:  # fmt: skip
    """A ticket of its own; or the one that it got while it could not be read, under the same number."""
    ticket, also = opening.drawn_up(incoming, at) if stand_in is None else (stand_in.ticket, [])
    if stand_in is not None:
        ticket.message_count += 1
        ticket.is_unread = True
        quarantine.read_at_last(ticket, incoming, decision)
    now = timezone.now()
    answer = answer_for(ticket, incoming, now)
    ticket.acknowledged_at = now if answer.send else None
    if stand_in is None:
        opening.open_for(ticket, also, incoming, decision)
    else:
        settle(ticket, at)
    message = _write(ticket, incoming, decision, files, at, raw)
    acknowledge(ticket, incoming, answer, at, now)
    if stand_in is not None:
        _was_read(ticket, incoming, decision, at)
    live.changed(ticket)
    return message


def _write(
    ticket: Ticket, incoming: Incoming, decision: Decision, files: list[StoredFile], at: datetime, raw: str
) -> Message:
    message = from_incoming(incoming, ticket)
    message.at, message.raw_sha256 = at, raw
    message.joined_because = {"kind": decision.kind, "why": decision.why}
    write(message, files)
    tell(
        ticket, "message.received", None, at, message=message.pk, digest=message.digest,
        decision=decision.kind, why=decision.why, robot=incoming.robot,
    )  # fmt: skip
    return message


def _by_a_person(root: Ticket, incoming: Incoming, decision: Decision, at: datetime) -> None:
    """A person's message reopens or wakes the ticket, a machine's does not; who chose it has decided."""
    if (
        decision.why is Why.CHOSEN
        or incoming.robot not in (Robot.NONE, Robot.LIST)
        or incoming.bounce is not None
    ):
        return
    before = root.state
    root.state = move(State(root.state), Act.CUSTOMER_MESSAGE)
    root.pending_until = root.solved_at = None
    if before in (State.SOLVED, State.PENDING):
        kind = "ticket.reopened" if before == State.SOLVED else "ticket.woke"
        tell(root, kind, None, at, why=decision.why)
    if root.is_spam and root.contact_id:
        # A customer's answer must not vanish because somebody pressed the wrong button once.
        root.is_spam = False
        tell(root, "ticket.not_spam", None, at, why=decision.why)


def _was_read(ticket: Ticket, incoming: Incoming, decision: Decision, at: datetime) -> None:
    """The marks of the quarantine go, also from the ticket that it was merged into."""
    ticket.is_quarantined = False
    if ticket.merged_into_id is None:
        _by_a_person(ticket, incoming, decision, at)
    settle(ticket, at)
    if ticket.merged_into_id is not None:
        root = root_of(ticket.pk)
        root.message_count += 1
        root.last_message_at, root.is_unread = at, True
        root.is_quarantined = quarantine.holds_unread(root)
        _by_a_person(root, incoming, decision, at)
        settle(root, at)


def _report(incoming: Incoming, at: datetime) -> None:
    """A delivery report is noted at the delivery that it is about; only a failure is trouble."""
    delivery = evidence.delivery_of(incoming) if incoming.bounce else None
    if delivery and incoming.bounce and incoming.bounce.is_failure:
        bounces.bounced(delivery, status=incoming.bounce.status, text=incoming.bounce.text, at=at)
