"""Worker threads that are watched: one that dies is logged and starts again after a pause."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping

from django.db import connections

from hostdesk.program.house import GRACE

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds before a worker that failed starts again
_log = logging.getLogger(__name__)

Work = Callable[[threading.Event], None]  # works until the event is set, then finishes its item and returns


class Crew:
    """Runs each of `works` in a thread of its own."""

    name = "workers"

    def __init__(self, works: Mapping[str, Work]) -> None:
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=keep_working, args=(name, work, self._stop), name=name, daemon=True)
            for name, work in works.items()
        ]

    async def start(self) -> None:
        """Start every thread."""
        for thread in self._threads:
            thread.start()

    async def stop(self) -> None:
        """Let every worker finish its item; raises TimeoutError after GRACE seconds, naming who did not."""
        self._stop.set()
        end = time.monotonic() + GRACE
        for thread in self._threads:
            await asyncio.to_thread(thread.join, max(0.0, end - time.monotonic()))
        late = [thread.name for thread in self._threads if thread.is_alive()]
        if late:
            raise TimeoutError("still working: " + ", ".join(late))


def keep_working(name: str, work: Work, stop: threading.Event, first_pause: float = FIRST_PAUSE) -> None:
    """Run `work` until `stop` is set; an exception is logged, and `work` starts again after a pause."""
    pause = first_pause
    while not stop.is_set():
        began = time.monotonic()
        try:
            work(stop)
        except Exception:  # noqa: BLE001  recorded for a person, and tried again
            if time.monotonic() - began > LONGEST_PAUSE:
                pause = first_pause
            _log.exception("worker %s failed and starts again in %.0f seconds", name, pause)
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            connections.close_all()
