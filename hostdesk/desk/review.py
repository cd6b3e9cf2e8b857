"""A solved ticket has its price looked at: what waits for that."""

from dataclasses import dataclass
from decimal import Decimal

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import keeps_accounts, leads
from hostdesk.billing.meter import Meter
from hostdesk.billing.models import ChargeState
from hostdesk.core.money import ZERO
from hostdesk.core.states import State
from hostdesk.desk import amounts
from hostdesk.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Review:
    """A price that nobody has approved or waived yet."""

    net: str
    may_approve: bool
    may_waive: bool


def review(ticket: Ticket, me: Staff, found: Meter) -> Review | None:
    """None while the ticket is open, and once everything that it costs has been looked at."""
    if ticket.state != State.SOLVED or found.net == _approved(found):
        return None
    return Review(amounts.euros(found.net), keeps_accounts(me), leads(me))


def _approved(found: Meter) -> Decimal:
    """The sum of what stands: approved or billed, less the credits; waived work is in no bill."""
    counted = (ChargeState.APPROVED, ChargeState.BILLED)
    return sum((one.net for one in found.charges if one.state in counted), ZERO)
