"""The journal's lines about tickets."""

from datetime import datetime
from typing import Any

from hostdesk.accounts.models import Staff
from hostdesk.journal.record import record
from hostdesk.tickets.models import Ticket


def tell(ticket: Ticket, kind: str, by: Staff | None, at: datetime, **data: Any) -> None:
    """The journal's line about what happened to `ticket`; `by` None is the desk itself."""
    record(kind, about=about(ticket), by=f"staff:{by.pk}" if by else "desk", at=at, **data)


def about(ticket: Ticket) -> str:
    """The journal's stream of this ticket."""
    return f"ticket:{ticket.number}"
