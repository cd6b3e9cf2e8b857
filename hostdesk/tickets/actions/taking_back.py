"""Taking back a reply while it is held: as if it had not been written, and its text is a draft again."""

from datetime import datetime
from typing import Any

from hostdesk.accounts.models import Staff
from hostdesk.core.states import State
from hostdesk.journal.models import Event
from hostdesk.outbox import enqueue as outbox
from hostdesk.tickets import drafts, first_responses
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Kind, Message, Participant, Ticket
from hostdesk.tickets.standing import family, recount, said_on, settle
from hostdesk.tickets.telling import about, tell


def undo(message: Message, by: Staff, *, at: datetime | None = None) -> bool:
    """Take a held reply back and give its text back as a draft; False if it is already on its way."""
    with changing(message.ticket, by) as root:
        at = moment(at)
        if message.delivery is None or not outbox.cancel(message.delivery, by=f"staff:{by.pk}"):
            return False
        recount(root)
        _as_before(root, _before(message))
        _uninvite(root, message, at)
        _as_draft(root, message, by)
        settle(root, at)
        tell(root, "reply.undone", by, at, message=message.pk)
        return True


def send_now(message: Message, by: Staff) -> bool:
    """End the hold; False if it had ended."""
    with changing(message.ticket, by):
        return message.delivery is not None and outbox.send_now(message.delivery)


def _before(message: Message) -> dict[str, Any]:
    """How the ticket stood when the reply was written."""
    written = Event.objects.filter(about=about(message.ticket), kind="reply.written").order_by("-seq")
    told = (event.data for event in written)
    return next((data.get("before", {}) for data in told if data["message"] == message.pk), {})


def _as_before(root: Ticket, before: dict[str, Any]) -> None:
    """A ticket that was solved or put to sleep with or after the reply is open: its request is unanswered."""
    if before.get("state") == State.SOLVED or root.state not in (State.SOLVED, State.PENDING):
        return  # a last word on a solved ticket had not changed that
    until = before.get("pending_until")
    root.state = State.PENDING if until else State.OPEN
    root.solved_at, root.pending_until = None, datetime.fromisoformat(until) if until else None


def _uninvite(root: Ticket, undone: Message, at: datetime) -> None:
    """Whoever takes part only because of a letter that never left takes part no more."""
    others = said_on(family(root)).exclude(pk=undone.pk)
    heard = {pair[0] for one in others.filter(kind=Kind.OUT) for pair in [*one.to, *one.cc]}
    heard |= {one.sender_address for one in others.filter(kind=Kind.IN)} | {root.requester}
    only_here = [pair[0] for pair in undone.cc if pair[0] not in heard]
    Participant.objects.filter(ticket=root, address__in=only_here).update(withdrawn_at=at)


def _as_draft(root: Ticket, undone: Message, by: Staff) -> None:
    """Before what she has typed since, if anything."""
    since = drafts.load(root, by).get(Kind.OUT)
    text = f"{undone.new_text}\n\n{since.text}" if since else undone.new_text
    copies = ", ".join(address for address, _ in undone.cc)[:2000]
    drafts.save(root, by, Kind.OUT, text, copies, first_responses.as_draft(undone))
