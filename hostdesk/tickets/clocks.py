"""What happens because its time has come."""

from datetime import datetime

from hostdesk.core.states import NotAllowed
from hostdesk.tickets.actions.handling import wake
from hostdesk.tickets.models import Ticket

_AT_ONCE = 100


def tick(now: datetime) -> int:
    """Wake the tickets that slept until `now` (UTC); returns how many. Two workers at once do no harm."""
    due = Ticket.objects.filter(pending_until__lte=now).order_by("pending_until")[:_AT_ONCE]
    return sum(_woken(ticket, now) for ticket in due)


def _woken(ticket: Ticket, now: datetime) -> bool:
    try:
        wake(ticket, at=now)
    except NotAllowed:
        return False  # another worker, or an agent, was quicker
    return True
