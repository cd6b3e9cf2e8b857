"""Counts that may be some seconds late: gathered in this process, written together.

A page that many read at once must not wait for the one writer; what a dying process loses is a few counts.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable

_LATE = 5.0  # seconds
_MOST = 1000  # different counts that wait


class Tally:
    """Counts by key, handed to `write` every few seconds by whoever comes then."""

    def __init__(self, write: Callable[[Counter[tuple[object, ...]]], None]) -> None:
        self._write = write
        self._counts: Counter[tuple[object, ...]] = Counter()
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def count(self, key: tuple[object, ...]) -> None:
        """One more of this."""
        with self._lock:
            self._counts[key] += 1
            is_due = time.monotonic() - self._since > _LATE or len(self._counts) > _MOST
        if is_due:
            self.flush()

    def flush(self) -> None:
        """Write what has gathered."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._since = time.monotonic()
        if counts:
            self._write(counts)
