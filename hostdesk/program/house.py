"""Several parts in one process: started in order, stopped together, and never left hanging."""

import asyncio
import logging
import os
import signal
from collections.abc import Sequence
from typing import Protocol

from hostdesk.program import exits

GRACE = 30.0  # seconds for running requests and letters when we are asked to stop
_log = logging.getLogger(__name__)


class Part(Protocol):
    """Something that runs until it is stopped."""

    name: str

    async def start(self) -> None:
        """Begin; returns when others can use it, raises when it cannot."""

    async def stop(self) -> None:
        """Take nothing new, finish what is running, end."""


def run(parts: Sequence[Part]) -> int:
    """Run the parts until SIGTERM or SIGINT, then stop them within GRACE seconds; returns the exit code."""
    return asyncio.run(_run(parts))


async def _run(parts: Sequence[Part]) -> int:
    asked = asyncio.Event()
    _listen_for_signals(asked)
    started: list[Part] = []
    try:
        for part in parts:
            await part.start()
            started.append(part)
        _log.info("running: %s", ", ".join(part.name for part in parts))
        await asked.wait()
        _log.info("stopping: finishing what is running")
    finally:
        all_done = await _stop(started)
    if not all_done:
        # A thread that does not end would keep the interpreter from ending; everything confirmed is on disk.
        _leave(exits.OK)
    _log.info("stopped")
    return exits.OK


def _listen_for_signals(asked: asyncio.Event) -> None:
    def heard(number: signal.Signals) -> None:
        if asked.is_set():
            _leave(128 + number)
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, heard, number)


async def _stop(started: Sequence[Part]) -> bool:
    """Whether all of them ended in time."""
    endings = {asyncio.create_task(part.stop()): part for part in started}
    if not endings:
        return True
    done, late = await asyncio.wait(endings, timeout=GRACE + 5)
    for task in done:
        if task.exception():
            _log.error("%s did not stop cleanly", endings[task].name, exc_info=task.exception())
    for task in late:
        _log.error("%s is still busy after %.0f seconds and is left", endings[task].name, GRACE + 5)
    return not late and not any(task.exception() for task in done)


def _leave(code: int) -> None:
    logging.shutdown()
    os._exit(code)
