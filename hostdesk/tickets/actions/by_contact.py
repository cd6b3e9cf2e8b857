"""What a customer's contact does at the portal herself; the journal names her as the one who did it."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.core.states import Act, NotAllowed, State, move
from hostdesk.customers.models import Contact
from hostdesk.journal.record import record
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import about

SOLVED = gettext_noop("This ticket is solved already.")


def solve_by_contact(ticket: Ticket, by: Contact, *, at: datetime | None = None) -> Ticket:
    """She says that it is settled, also before anybody has taken it; NotAllowed if it is solved already."""
    with changing(ticket, None) as root:
        at = moment(at)
        if root.state == State.SOLVED:
            raise NotAllowed(SOLVED)
        state = move(State.NEW, Act.TAKE) if root.state == State.NEW else State(root.state)
        root.state = move(state, Act.SOLVE)
        root.solved_at, root.pending_until, root.is_unread = at, None, True
        settle(root, at)
        record("ticket.solved_by_contact", about=about(root), by=f"contact:{by.pk}", at=at, name=by.name)
        return root
