"""Arrivals become messages on tickets, one at a time; whatever goes wrong with one, the next is read."""

import logging
import threading
import time

from django.db import Error, close_old_connections
from django.utils import timezone

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import arrivals, claims, entering
from hostdesk.gateways.models import Arrival, State
from hostdesk.gateways.trouble import note_defect, postpone
from hostdesk.lib import alive
from hostdesk.lib.failpoints import failpoint

_IDLE = 0.75  # seconds between two looks for what other processes have taken in
_SWEEP = 60.0  # seconds between two looks for what was left at the door

log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Work until `stop_event`; the arrival being read then is finished first."""
    next_sweep, is_first = 0.0, True
    while not stop_event.is_set():
        arrivals.arrived.clear()
        try:
            if is_first:
                alive.sweep()
                claims.release_dead()
                is_first = False
            if time.monotonic() >= next_sweep:
                arrivals.sweep()
                claims.requeue_lost()
                next_sweep = time.monotonic() + _SWEEP
            is_idle = not run_once()
        except (Error, OSError) as error:
            log.warning("arrivals wait, the database or the disk is away: %s", error)
            is_idle = True
        if is_idle:
            close_old_connections()
            arrivals.arrived.wait(_IDLE)


def run_once() -> bool:
    """Read and enter the arrival that has waited longest; False means that none was due."""
    arrival = claims.next_due() or (claims.next_due() if claims.requeue_lost() else None)
    if arrival is None:
        return False
    _enter(arrival)
    return True


def at_once(arrival: Arrival) -> None:
    """Enter this one now, because somebody waits for its number; nothing happens if a worker was quicker."""
    claimed = claims.this(arrival)
    if claimed is not None:
        _enter(claimed)


def retry(arrival: Arrival) -> bool:
    """Read a quarantined arrival once more, for the button on its ticket; False if it is not quarantined."""
    again = Arrival.objects.filter(pk=arrival.pk, state=State.QUARANTINED)
    is_again = bool(again.update(state=State.WAITING, next_at=timezone.now(), attempts=0, lost_claims=0))
    arrivals.arrived.set()
    return is_again


def _enter(arrival: Arrival) -> None:
    failpoint("work.claimed")
    try:
        with claims.kept_alive(arrival):
            entering.enter(arrival)
    except claims.Lost as lost:
        log.warning("%s", lost)
    except TemporaryFailure as failure:
        postpone(arrival, failure)
    except Exception as error:
        log.exception("arrival %s could not be entered", arrival.pk)
        note_defect(arrival, error)
