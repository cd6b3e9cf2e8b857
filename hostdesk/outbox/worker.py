"""Sending what is due, one delivery at a time; any number of workers in any number of processes."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, close_old_connections
from django.utils.module_loading import import_string

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.lib.failpoints import failpoint
from hostdesk.outbox import claims, settle
from hostdesk.outbox.enqueue import wakeup
from hostdesk.outbox.models import Delivery

_IDLE = 1.0  # seconds between two looks when nothing is due
_DATABASE_AWAY = (0.2, 1.0, 3.0, 8.0)  # seconds between attempts to write down what has happened

log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Work until `stop_event`; what is being sent then is finished first."""
    is_first = True
    while not stop_event.is_set():
        wakeup.clear()
        try:
            if is_first:
                claims.release_dead()
                is_first = False
            is_idle = not run_once()
        except Error as error:
            log.warning("The outbox cannot reach its database: %s", error)
            is_idle = True
        except Exception:
            # One row that nobody can handle must not keep the others from leaving.
            log.exception("A fault of this program in the outbox")
            is_idle = True
        if is_idle:
            close_old_connections()
            wakeup.wait(_IDLE)


def run_once() -> bool:
    """Attempt the next due delivery; False means that nothing was due."""
    due = claims.due()
    if due is None:
        return False
    failpoint("outbox.claimed")
    if due.is_abandoned:
        settle.abandoned(due.delivery)
    else:
        _attempt(due.delivery)
    return True


def _attempt(delivery: Delivery) -> None:
    # No transaction is open here: the network may take minutes.
    with claims.kept_alive(delivery):
        write_down = _deliver(delivery)
        failpoint("outbox.before_sent")
        _persist(write_down)
    failpoint("outbox.after_sent")


def _deliver(delivery: Delivery) -> Callable[[], None]:
    """Let the channel do it, and return what is to be written down about that."""
    try:
        answer = _way_out(delivery.channel)(delivery)
    except TemporaryFailure as failure:
        return partial(settle.temporary, delivery, failure)
    except PermanentFailure as failure:
        return partial(settle.permanent, delivery, failure)
    except claims.LeaseLost as lost:
        return partial(log.warning, "%s", lost)
    except Exception as error:
        # The ticket shows it, the log has the traceback.
        log.exception("Fault while sending delivery %s", delivery.pk)
        return partial(settle.defect, delivery, error)
    if not delivery.is_handed_over:
        log.error("The channel %s never calls hand_over: a crash may repeat what was sent", delivery.channel)
    return partial(settle.sent, delivery, answer)


def _way_out(channel: str) -> Callable[[Delivery], str]:
    try:
        path = settings.HOSTDESK_DELIVER[channel]
    except KeyError:
        raise PermanentFailure(f"This installation has no way out for {channel}.") from None
    deliver: Callable[[Delivery], str] = import_string(path)
    return deliver


def _persist(write_down: Callable[[], None]) -> None:
    """Write it down, patiently: what is forgotten now would be sent a second time."""
    for pause in _DATABASE_AWAY:
        try:
            return write_down()
        except (OperationalError, InterfaceError) as error:
            log.warning("The database does not take the result of a delivery: %s", error)
            close_old_connections()
            time.sleep(pause)
    return write_down()
