"""How every action begins: alone at the record, with the ticket as it is now, by somebody who may."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import record, writing
from hostdesk.tickets import live
from hostdesk.tickets.models import Ticket

READ_ONLY = "Auditors read everything and change nothing."


@contextmanager
def changing(ticket: Ticket, by: Staff | None) -> Iterator[Ticket]:
    """The transaction of one action on the ticket's root, read afresh; NotAllowed for who may only read."""
    if by is not None and not by.may_change:
        raise NotAllowed(READ_ONLY)
    with writing():
        fresh = root_of(ticket.pk)
        yield fresh
        live.changed(fresh)


def root_of(pk: int) -> Ticket:
    """The ticket that shows this one: itself or what it was merged into, as the database has it now."""
    ticket = Ticket.objects.select_related("department", "assignee", "customer", "contact", "calendar").get(
        pk=pk
    )
    return root_of(ticket.merged_into_id) if ticket.merged_into_id else ticket


def tell(ticket: Ticket, kind: str, by: Staff | None, at: datetime, **data: Any) -> None:
    """The journal's line about what happened to `ticket`; `by` None is the desk itself."""
    record(kind, about=about(ticket), by=f"staff:{by.pk}" if by else "desk", at=at, **data)


def about(ticket: Ticket) -> str:
    """The journal's stream of this ticket."""
    return f"ticket:{ticket.number}"


def moment(at: datetime | None) -> datetime:
    """Now, unless an action is told when it happens."""
    return at or timezone.now()
