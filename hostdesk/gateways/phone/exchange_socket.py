"""A connection to an exchange that tells of calls line by line: kept alive, opened again whenever it ends."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator

from django.db import DatabaseError, InterfaceError, close_old_connections

from hostdesk.core.calls import Heard
from hostdesk.gateways.phone import hearing

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0  # seconds before a connection is tried again
_CONNECT = 10.0  # seconds to wait for an exchange that does not answer
_LOOK = 1.0  # seconds between two looks whether we are to stop
_LONGEST_LINE = 8192  # bytes; whatever sends more is no exchange


class Nonsense(Exception):
    """What came is nothing that an exchange of this kind sends."""


def listen(
    address: tuple[str, int], stop_event: threading.Event, talk: Callable[["Lines"], None], name: str
) -> None:
    """Connect, let `talk` read to the end, and again, until `stop_event` is set."""
    pause = FIRST_PAUSE
    while not stop_event.is_set():
        try:
            with socket.create_connection(address, timeout=_CONNECT) as connection:
                _keep_alive(connection)
                log.info("%s is connected", name)
                lines = Lines(connection, stop_event)
                talk(lines)
                pause = FIRST_PAUSE if lines.has_read else pause
        except (OSError, Nonsense) as error:
            log.warning("%s is away and tried again in %.0f seconds: %s", name, pause, error)
        stop_event.wait(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


class Lines:
    """The lines of a connection, without their ends; ends with the connection or when we are to stop."""

    def __init__(self, connection: socket.socket, stop_event: threading.Event) -> None:
        self._connection, self._stop = connection, stop_event
        self._rest = b""
        self.has_read = False
        connection.settimeout(_LOOK)

    def __iter__(self) -> Iterator[str]:
        while not self._stop.is_set():
            while b"\n" in self._rest:
                line, _, self._rest = self._rest.partition(b"\n")
                self.has_read = True
                yield line.rstrip(b"\r").decode("utf-8", "replace")
            if len(self._rest) > _LONGEST_LINE:
                raise Nonsense("a line without an end")
            if (more := self._more()) is None:
                return
            self._rest += more

    def keep(self, source: str, heard: Heard, raw: str) -> None:
        """Surely: an exchange tells nothing twice, so we read no further while the database is away."""
        while not self._stop.is_set():
            try:
                hearing.keep(source, heard, raw)
                return
            except (DatabaseError, InterfaceError, OSError) as error:
                log.warning("an event of %s waits for the database: %s", source, error)
                self._stop.wait(FIRST_PAUSE)
            finally:
                close_old_connections()

    def send(self, text: str) -> None:
        """For exchanges that want to be asked."""
        self._connection.sendall(text.encode())

    def _more(self) -> bytes | None:
        """b"" if nothing came for a moment, None at the end."""
        try:
            return self._connection.recv(4096) or None
        except TimeoutError:
            return b""


def _keep_alive(connection: socket.socket) -> None:
    """A box that was restarted says nothing: without this nobody would notice for hours."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, seconds in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), seconds)
