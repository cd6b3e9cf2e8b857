"""What work asks of people as time passes: is she still at it, who makes the promised call; a worker."""

import logging
import threading
from datetime import datetime

from django.db import Error, close_old_connections
from django.utils import timezone

from hostdesk.billing import calls
from hostdesk.billing.models import Timer
from hostdesk.billing.patience import ASK_AFTER
from hostdesk.journal.record import writing
from hostdesk.tickets import live
from hostdesk.tickets.telling import tell

_PAUSE = 30.0  # seconds between two looks

log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Ask whatever is due until `stop_event`; a database that is away is asked again later."""
    while not stop_event.is_set():
        try:
            ask_due(timezone.now())
            calls.remind_due(timezone.now())
        except Error as error:
            log.warning("timers and calls ask later, the database is away: %s", error)
        close_old_connections()
        stop_event.wait(_PAUSE)


def ask_due(now: datetime) -> int:
    """Ask, once each, those that have run for four hours without a sign of life; returns how many."""
    long_ago = now - ASK_AFTER
    due = list(Timer.objects.filter(paused_at=None, asked_at=None, confirmed_at__lte=long_ago))
    return sum(_asked(timer.pk, now, long_ago) for timer in due)


def _asked(pk: int, now: datetime, long_ago: datetime) -> bool:
    with writing():
        still_due = Timer.objects.filter(pk=pk, paused_at=None, asked_at=None, confirmed_at__lte=long_ago)
        if not still_due.update(asked_at=now):
            return False  # another worker was quicker, or she has just stopped
        timer = Timer.objects.select_related("ticket", "staff").get(pk=pk)
        root = timer.ticket.root
        tell(root, "work.asked", None, now, staff=timer.staff_id, since=timer.started_at)
        live.changed(root)
        return True
