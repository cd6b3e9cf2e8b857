"""How every action begins: alone at the record, with the ticket as it is now, by somebody who may."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import writing
from hostdesk.tickets import live
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import root_of

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


def moment(at: datetime | None) -> datetime:
    """Now, unless an action is told when it happens."""
    return at or timezone.now()
