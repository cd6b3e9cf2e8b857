"""HTTP for an ASGI server, answered by a WSGI application in a bounded pool of threads.

Django's own ASGI handler hops between threads at every synchronous middleware; this hops once a request
(docs/decisions/0002-server.md has the figures).
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from hostdesk.lib.environ import Scope, environ
from hostdesk.lib.replies import FileChunks, Gone, Message, Stream, Whole, Wsgi, call

Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MEGABYTE = 1_000_000
LARGEST_BODY = 60 * MEGABYTE
PATIENCE = 120.0  # seconds for which a client may take nothing before we hang up


class Bridge:
    """An ASGI application (HTTP only) around the WSGI application `wsgi`."""

    def __init__(self, wsgi: Wsgi, threads: int, largest_body: int = LARGEST_BODY) -> None:
        self._wsgi = wsgi
        self._largest_body = largest_body
        self._pool = ThreadPoolExecutor(max(1, threads), thread_name_prefix="http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; an exception in the application reaches the server: it says 500 or hangs up."""
        with tempfile.SpooledTemporaryFile(max_size=MEGABYTE) as body:
            size = await self._spool(scope, receive, body)
            if size is None:
                return
            if size > self._largest_body:
                await _refuse(send)
                return
            body.seek(0)
            await self._answer(environ(scope, body, size), receive, send)

    async def _spool(self, scope: Scope, receive: Receive, body: IO[bytes]) -> int | None:
        """Bytes read, more than allowed if there are too many, None if the client left meanwhile."""
        size = _announced(scope)
        if size > self._largest_body:
            return size
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            size += len(message.get("body", b""))
            if size > self._largest_body:
                return size
            body.write(message.get("body", b""))
            if not message.get("more_body"):
                return size

    async def _answer(self, request: dict[str, Any], receive: Receive, send: Send) -> None:
        stream = Stream(asyncio.get_running_loop(), send, PATIENCE)
        watcher = asyncio.create_task(_watch(receive, stream))
        try:
            reply = await self._in_thread(call, self._wsgi, request, stream)
            if isinstance(reply, FileChunks):
                await self._send_file(reply, stream)
            elif isinstance(reply, Whole):
                await send(reply.start)
                await send({"type": "http.response.body", "body": reply.body})
        except Gone:
            pass
        finally:
            stream.leave()  # a thread that still writes finds out at its next chunk
            watcher.cancel()

    async def _send_file(self, file: FileChunks, stream: Stream) -> None:
        """A thread is held while a block is read, not while a slow client takes it."""
        try:
            await stream.send(file.start)
            while block := await self._in_thread(file.read):
                await stream.send({"type": "http.response.body", "body": block, "more_body": True})
            await stream.send({"type": "http.response.body", "body": b""})
        finally:
            await asyncio.shield(self._in_thread(file.close))

    def _in_thread(self, work: Callable[..., Any], *args: Any) -> "asyncio.Future[Any]":
        return asyncio.get_running_loop().run_in_executor(self._pool, work, *args)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def _watch(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.leave()


async def _refuse(send: Send) -> None:
    text = b"The upload is too large."
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": text})
