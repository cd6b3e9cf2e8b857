"""What comes back from a WSGI application: a whole answer, a file, or a stream sent from its thread."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any, BinaryIO

from hostdesk.lib.environ import status_and_headers

Message = dict[str, Any]
Wsgi = Callable[..., Iterable[bytes]]

LOOK = 0.25  # seconds between two looks whether anybody still listens
BLOCK = 256 * 1024  # bytes of a file read at once; Django's 4 KiB would be a thread hop each


class Gone(Exception):
    """The client left, or the server stopped: nobody reads this answer any more."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer that is complete: its thread is free while it is sent."""

    start: Message
    body: bytes


class FileChunks:
    """A file as `wsgi.file_wrapper` hands it over; one thread after the other may read it."""

    def __init__(self, file: BinaryIO, block_size: int = BLOCK) -> None:
        self._file = file
        self._block = max(block_size, BLOCK)
        self.start: Message = {}

    def read(self) -> bytes:
        """The next block, empty at the end."""
        return self._file.read(self._block)

    def close(self) -> None:
        """Close the file and what hangs on it."""
        self._file.close()


class Stream:
    """The way from an answering thread to the client on the event loop, at the client's pace."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, send: Callable[[Message], Awaitable[None]], patience: float
    ) -> None:
        self._loop = loop
        self._send = send
        self._patience = patience
        self._gone = threading.Event()

    def leave(self) -> None:
        """Nobody listens any more."""
        self._gone.set()

    async def send(self, message: Message) -> None:
        """Send from the event loop; raises Gone if the client left or takes nothing for too long."""
        if self._gone.is_set():
            raise Gone
        try:
            await asyncio.wait_for(self._send(message), self._patience)
        except TimeoutError as error:
            raise Gone from error

    def put(self, message: Message) -> None:
        """Send from a thread and wait until the client took it; raises Gone instead of waiting for ever."""
        sending = self.send(message)
        try:
            future = asyncio.run_coroutine_threadsafe(sending, self._loop)
        except RuntimeError as error:  # the loop is closed
            sending.close()
            raise Gone from error
        while True:
            try:
                return future.result(LOOK)
            except TimeoutError as error:
                # The loop may have been stopped under us: then nobody will ever answer.
                if self._gone.is_set() or not self._loop.is_running():
                    future.cancel()
                    raise Gone from error
            except CancelledError as error:
                raise Gone from error


def call(wsgi: Wsgi, environ: dict[str, Any], stream: Stream) -> Whole | FileChunks | None:
    """Run the application in this thread. What it yields bit by bit is sent from here: then None."""
    started: list[Message] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        started[:] = [status_and_headers(status, headers)]

    chunks = wsgi({**environ, "wsgi.file_wrapper": FileChunks}, start_response)
    if isinstance(chunks, FileChunks) and environ["REQUEST_METHOD"] != "HEAD":
        chunks.start = started[0]
        return chunks
    try:
        if environ["REQUEST_METHOD"] == "HEAD":
            return Whole(started[0], b"")
        if not getattr(chunks, "streaming", True):  # Django's name for an answer that is ready
            return Whole(started[0], b"".join(chunks))
        _stream(chunks, started, stream)
        return None
    finally:
        _close(chunks)


def _stream(chunks: Iterable[bytes], started: list[Message], stream: Stream) -> None:
    is_first = True
    for chunk in chunks:
        if is_first:
            stream.put(started[0])
            is_first = False
        if chunk:
            stream.put({"type": "http.response.body", "body": chunk, "more_body": True})
    if is_first:
        stream.put(started[0])
    stream.put({"type": "http.response.body", "body": b""})


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close:
        close()
