import asyncio
import logging
import threading
import time

import pytest

from hostdesk.program import crew

pytestmark = pytest.mark.once


def test_a_worker_that_dies_is_logged_and_starts_again(caplog: pytest.LogCaptureFixture) -> None:
    stop, lives = threading.Event(), []

    def work(stop: threading.Event) -> None:
        lives.append(time.monotonic())
        if len(lives) < 3:
            raise RuntimeError("fell over")
        stop.set()

    with caplog.at_level(logging.ERROR):
        crew.keep_working("arrivals", work, stop, first_pause=0.05)
    assert len(lives) == 3
    first, second = lives[1] - lives[0], lives[2] - lives[1]
    assert first >= 0.05
    assert second >= 0.1
    assert "worker arrivals failed" in caplog.text
    assert "RuntimeError: fell over" in caplog.text


def test_a_pause_after_a_failure_does_not_delay_the_stop() -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()

    def work(stop: threading.Event) -> None:
        raise RuntimeError("fell over")

    began = time.monotonic()
    crew.keep_working("arrivals", work, stop, first_pause=30)
    assert time.monotonic() - began < 5


def test_a_stop_lets_every_worker_finish_its_item() -> None:
    finished = []

    def work(stop: threading.Event) -> None:
        stop.wait()
        time.sleep(0.2)
        finished.append(1)

    async def day() -> None:
        workers = crew.Crew({"a": work, "b": work})
        await workers.start()
        await workers.stop()

    asyncio.run(day())
    assert finished == [1, 1]


def test_a_worker_that_does_not_end_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "GRACE", 0.1)
    release = threading.Event()

    def work(stop: threading.Event) -> None:
        release.wait(10)

    async def day() -> None:
        workers = crew.Crew({"outbox": work})
        await workers.start()
        await workers.stop()

    with pytest.raises(TimeoutError, match="outbox"):
        asyncio.run(day())
    release.set()
