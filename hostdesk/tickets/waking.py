"""What happens because its time has come; `run` is one of the workers of `hostdesk work`."""

import logging
import threading
from datetime import datetime

from django.db import Error, close_old_connections
from django.utils import timezone

from hostdesk.core.states import NotAllowed, State
from hostdesk.tickets.actions.handling import wake
from hostdesk.tickets.escalation import escalate_due
from hostdesk.tickets.models import Ticket

_PAUSE = 10.0  # seconds between two looks
_AT_ONCE = 100

log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Wake what slept, tell leads what is nearly due, until `stop_event`; a database away is asked again."""
    while not stop_event.is_set():
        try:
            now = timezone.now()
            is_more = wake_due(now) >= _AT_ONCE
            escalate_due(now)
        except Error as error:
            log.warning("sleeping tickets wait, the database is away: %s", error)
            is_more = False
        if not is_more:
            close_old_connections()
            stop_event.wait(_PAUSE)


def wake_due(now: datetime) -> int:
    """Wake the tickets whose moment (UTC) is not later than `now`; returns how many were due."""
    due = Ticket.objects.filter(pending_until__lte=now, state=State.PENDING, merged_into=None)
    found = list(due.order_by("pending_until")[:_AT_ONCE])
    for ticket in found:
        try:
            wake(ticket, at=now)
        except NotAllowed:
            log.info("%s was woken by somebody else", ticket.number)
    return len(found)
