import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from hostdesk.lib.replies import Gone, Message, Stream

pytestmark = pytest.mark.once


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    if loop.is_running():
        loop.call_soon_threadsafe(loop.stop)
    thread.join()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


async def never(message: Message) -> None:
    await asyncio.Event().wait()


def test_a_thread_does_not_wait_for_a_loop_that_was_stopped(loop: asyncio.AbstractEventLoop) -> None:
    stream = Stream(loop, never, patience=60)
    threading.Timer(0.3, lambda: loop.call_soon_threadsafe(loop.stop)).start()
    began = time.monotonic()
    with pytest.raises(Gone):
        stream.put({})
    assert time.monotonic() - began < 2


def test_a_thread_does_not_wait_for_a_client_who_left(loop: asyncio.AbstractEventLoop) -> None:
    stream = Stream(loop, never, patience=60)
    threading.Timer(0.3, stream.leave).start()
    began = time.monotonic()
    with pytest.raises(Gone):
        stream.put({})
    assert time.monotonic() - began < 2


def test_a_client_who_takes_nothing_is_given_up(loop: asyncio.AbstractEventLoop) -> None:
    with pytest.raises(Gone):
        Stream(loop, never, patience=0.3).put({})


def test_nothing_is_sent_over_a_closed_loop() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    with pytest.raises(Gone):
        Stream(loop, never, patience=60).put({})
