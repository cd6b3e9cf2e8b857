"""Taking a ticket, handing it on, letting it sleep, solving it (M10, M12)."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Department, Staff
from hostdesk.core.states import Act, NotAllowed, State, move
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Ticket, TicketDepartment
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import tell

QUICKER = gettext_noop("Somebody else was quicker: this ticket has just been taken.")


def take(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """`by` is now in charge; NotAllowed if it is solved, or was taken since `ticket` was read."""
    with changing(ticket, by) as root:
        at = moment(at)
        if root.pk == ticket.pk and root.assignee_id not in (ticket.assignee_id, by.pk):
            raise NotAllowed(QUICKER)
        root.state = move(State(root.state), Act.TAKE)
        root.pending_until = None
        put_in_charge(root, by)
        settle(root, at)
        tell(root, "ticket.taken", by, at)
        return root


def assign(ticket: Ticket, to: Staff, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Hand the ticket over to `to`, who sees it from now on; NotAllowed if she may not change tickets."""
    if not to.may_change:
        raise NotAllowed(gettext_noop("This person may only read: hand the ticket over to somebody else."))
    with changing(ticket, by) as root:
        at = moment(at)
        root.state = move(State(root.state), Act.TAKE)
        root.pending_until = None
        put_in_charge(root, to)
        settle(root, at)
        tell(root, "ticket.assigned", by, at, to=to.pk)
        return root


def change_department(
    ticket: Ticket, department: Department, by: Staff, *, at: datetime | None = None
) -> Ticket:
    """Move the ticket to another department's queue, where nobody is in charge yet."""
    with changing(ticket, by) as root:
        at = moment(at)
        before = root.department
        root.department, root.assignee = department, None
        settle(root, at)
        tell(root, "ticket.moved", by, at, department=department.slug, before=before.slug)
        return root


def pend(ticket: Ticket, until: datetime, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Let the ticket sleep until `until` (UTC) or the customer's next message; the clock goes on (M14)."""
    with changing(ticket, by) as root:
        at = moment(at)
        sleep(root, until, by, at)
        settle(root, at)
        return root


def wake(ticket: Ticket, *, at: datetime | None = None) -> Ticket:
    """The moment has come that the ticket slept for; NotAllowed if it does not sleep any more."""
    with changing(ticket, None) as root:
        at = moment(at)
        root.state = move(State(root.state), Act.WAKE)
        root.pending_until = None
        root.is_unread = True
        settle(root, at)
        tell(root, "ticket.woke", None, at)
        return root


def solve(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """The request was handled successfully (M12); whoever solves what nobody took has taken it."""
    with changing(ticket, by) as root:
        at = moment(at)
        finish(root, by, at)
        settle(root, at)
        return root


def reopen(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Back to work after all; NotAllowed unless it was solved."""
    with changing(ticket, by) as root:
        at = moment(at)
        root.state = move(State(root.state), Act.REOPEN)
        root.solved_at = None
        settle(root, at)
        tell(root, "ticket.reopened", by, at)
        return root


def put_in_charge(root: Ticket, staff: Staff) -> None:
    """Somebody is in charge: the second department of a mail to both need not look at it any longer."""
    root.assignee = staff
    TicketDepartment.objects.filter(ticket=root, until_taken=True).update(is_current=False)


def sleep(root: Ticket, until: datetime, by: Staff | None, at: datetime) -> None:
    """Within an action: the ticket sleeps; NotAllowed if `until` is not in the future."""
    if until <= at:
        raise NotAllowed(gettext_noop("Choose a moment in the future."))
    root.state = move(State(root.state), Act.WAIT)
    root.pending_until = until
    tell(root, "ticket.pending", by, at, until=until)


def finish(root: Ticket, by: Staff, at: datetime) -> None:
    """Within an action: the ticket is solved."""
    if root.state == State.NEW:
        root.state = move(State.NEW, Act.TAKE)
        put_in_charge(root, by)
        tell(root, "ticket.taken", by, at)
    root.state = move(State(root.state), Act.SOLVE)
    root.solved_at, root.pending_until, root.is_unread = at, None, False
    tell(root, "ticket.solved", by, at)
