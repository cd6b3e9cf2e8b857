"""What happens to an arrival that could not be entered: it is tried again, and it never blocks the others."""

import logging
import time
import traceback
from collections.abc import Callable
from datetime import timedelta

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import claims
from hostdesk.gateways.entering import MAX_DEFECTS
from hostdesk.gateways.models import Arrival, State

_PAUSES = (2, 10, 30)  # seconds before the first, second, third repetition
_LONGEST = 300  # seconds between attempts when not even quarantine succeeds
_DATABASE_AWAY = (0.2, 1.0, 3.0, 8.0)  # seconds between attempts to write down what has happened

log = logging.getLogger(__name__)


def postpone(arrival: Arrival, failure: TemporaryFailure) -> None:
    """Try again when the other side says so, or in half a minute; it is no fault of the arrival's."""
    log.warning("arrival %s waits: %s", arrival.pk, failure.text)
    next_at = failure.retry_at or timezone.now() + timedelta(seconds=30)
    _patiently(lambda: claims.owned(arrival).update(state=State.WAITING, next_at=next_at, error=failure.text))


def note_defect(arrival: Arrival, error: Exception) -> None:
    """Keep the traceback and try again after a pause; after the third repetition it goes to quarantine.

    Raises the database's error if that is away; then the lease runs out and the attempt does not count.
    """
    _patiently(
        lambda: claims.owned(arrival).update(
            state=State.WAITING,
            next_at=timezone.now() + timedelta(seconds=_pause(arrival.attempts)),
            attempts=arrival.attempts + 1,
            error=f"{type(error).__name__}: {error}"[:2000].replace("\x00", ""),
            traceback="".join(traceback.format_exception(error))[-20_000:].replace("\x00", ""),
        )
    )


def _pause(attempts: int) -> int:
    if attempts == MAX_DEFECTS:
        return 0  # the next step is quarantine, which need not wait
    return _PAUSES[attempts] if attempts < len(_PAUSES) else _LONGEST


def _patiently(write: Callable[[], object]) -> None:
    for pause in _DATABASE_AWAY:
        try:
            write()
        except (OperationalError, InterfaceError) as problem:
            log.warning("the database takes no note: %s", problem)
            close_old_connections()
            time.sleep(pause)
        else:
            return
    write()
