"""The web server as a part of the process: uvicorn on our event loop, with our signals."""

import asyncio
import contextlib
import errno
import logging
import os
import socket
from collections.abc import Iterator

import uvicorn

from hostdesk.program.house import GRACE

_log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The house listens for signals, because it stops more than the web server."""
        yield


class Web:
    """Serves `application` at `address`; requests that run when it stops get GRACE seconds."""

    name = "web"

    def __init__(self, application: str, address: tuple[str, int], proxies: tuple[str, ...] = ()) -> None:
        self._address = address
        self._server = _Server(
            uvicorn.Config(
                application,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=bool(proxies),
                forwarded_allow_ips=list(proxies),
                timeout_graceful_shutdown=int(GRACE),
                ws_max_size=1_000_000,
            )
        )
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen, then serve; raises OSError with the address in it if somebody else listens there."""
        self._server.config.load()  # imports the application: a defect in it must be heard before we listen
        listener = _listen(self._address)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        self._serving.add_done_callback(self._ended)
        while not self._server.started and not self._serving.done():
            await asyncio.sleep(0.01)
        _log.info("pages at http://%s:%s", *listener.getsockname()[:2])

    async def stop(self) -> None:
        """Close the door, finish running requests, tell live sockets to come back (1012)."""
        self._server.should_exit = True
        if self._serving:
            await self._serving

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if not self._server.should_exit:
            _log.critical("the web server ended by itself", exc_info=task.exception())
            os._exit(1)  # the service manager starts us anew; a desk without its door helps nobody


def _listen(address: tuple[str, int]) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        return socket.create_server(address, family=family, backlog=1024)
    except OSError as error:
        where = f"{address[0]}:{address[1]}"
        raise OSError(error.errno or errno.EADDRNOTAVAIL, os.strerror(error.errno or 0), where) from error
