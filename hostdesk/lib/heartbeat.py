"""Signs of life for leases, from one thread a process: a thread of its own for each mail costs too much."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import Error, connection

log = logging.getLogger(__name__)


@contextmanager
def kept(prolong: Callable[[], object], every: float) -> Iterator[None]:
    """Call `prolong` every so many seconds while the block runs, perhaps once more just after."""
    beat = _Beat(prolong, every, time.monotonic() + every)
    heart = _heart
    heart.take(beat)
    try:
        yield
    finally:
        heart.held.discard(beat)


@dataclass(eq=False, slots=True)
class _Beat:
    prolong: Callable[[], object]
    every: float  # seconds
    due: float  # on the monotonic clock


class _Heart:
    """The thread, started when first needed, and what it beats for."""

    def __init__(self) -> None:
        self.held: set[_Beat] = set()
        self._changed = threading.Condition()
        self._next = float("inf")  # when the thread looks by itself; inf: not before it is woken
        self._thread: threading.Thread | None = None

    def take(self, beat: _Beat) -> None:
        with self._changed:
            self.held.add(beat)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
                self._thread.start()
            elif beat.due < self._next:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._next = min((one.due for one in list(self.held)), default=float("inf"))
                if self._next > time.monotonic():
                    self._changed.wait(_pause_until(self._next))
            due = [one for one in list(self.held) if one.due <= time.monotonic()]
            for beat in due:
                _prolong(beat)
            if due:
                connection.close()  # nobody needs it for the next seconds


def _pause_until(moment: float) -> float | None:
    return None if moment == float("inf") else max(0.0, moment - time.monotonic())


def _prolong(beat: _Beat) -> None:
    beat.due = time.monotonic() + beat.every
    try:
        beat.prolong()
    except Error as error:  # the database is away; the next beat tries again
        log.warning("no sign of life: %s", error)
        connection.close()
    except Exception:
        log.exception("a fault of this program while prolonging a lease")


def _begin() -> None:
    global _heart
    _heart = _Heart()


_heart = _Heart()
os.register_at_fork(after_in_child=_begin)  # threads don't survive a fork
