"""The bytes between DATA and the final dot: fast, bounded, and read exactly as RFC 5321 4.5.2 says."""

import asyncio
import re
from collections.abc import Callable
from typing import Protocol, Self

from hostdesk.core.failures import PermanentFailure

_END = b"\r\n.\r\n"
_AT_ONCE = 6  # so many of the largest mails may be in memory at the same time
# A lone dot between line ends of which one is not CRLF: what another server may take for the end of the mail,
# and the rest for commands of ours ("SMTP smuggling"). Only CRLF.CRLF ends a mail; honest servers never send
# the others. A bare CR or LF elsewhere is a damaged mail like many, and kept as it is.
_SMUGGLED = re.compile(rb"(?<!\r)\n\.\r?\n|\r\n\.(?:\n|\r(?!\n))|\r(?!\n)\.(?:\r|\n)")


class InHand(Protocol):
    """What the sessions of a server share."""

    max_bytes: int
    bytes_in_hand: int


class Reading:
    """Reads one mail from the stream; as a context it counts the memory in use."""

    def __init__(self, server: InHand, reader: asyncio.StreamReader, on_bytes: Callable[[], None]) -> None:
        self._server, self._reader, self._on_bytes = server, reader, on_bytes
        self.data = bytearray(b"\r\n")  # so that a dot on the very first line is the end, too
        self._size = 0  # of all that came, kept or not
        self._counted = 0
        self._has_too_many_beside = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._server.bytes_in_hand -= self._counted

    async def to_the_end(self) -> str:
        """Read to the end, always; the answer if the mail cannot be taken, else "" and it is in `data`."""
        while not self.data.endswith(_END):
            await self._read_some()
        if self._size > self._server.max_bytes + len(_END):
            return too_large(self._size, self._server.max_bytes)
        if self._has_too_many_beside:
            return "452 4.3.1 Too much mail at once, try again later"
        return ""

    async def _read_some(self) -> None:
        try:
            chunk = await self._reader.readuntil(b".\r\n")
        except asyncio.LimitOverrunError as overrun:
            chunk = await self._reader.read(overrun.consumed)
        self._on_bytes()
        self._size += len(chunk)
        self.data += chunk
        if self._is_too_much(len(chunk)):
            del self.data[: -len(_END)]  # not kept; only the end is looked for

    def _is_too_much(self, more: int) -> bool:
        if self._size <= self._server.max_bytes + len(_END) and not self._has_too_many_beside:
            self._counted += more
            self._server.bytes_in_hand += more
            self._has_too_many_beside = self._server.bytes_in_hand > _AT_ONCE * self._server.max_bytes
        return self._size > self._server.max_bytes + len(_END) or self._has_too_many_beside


def mail_in(data: bytearray) -> bytes:
    """The mail in the bytes of a `Reading`, which it empties; raises PermanentFailure if it is smuggled."""
    del data[-len(b".\r\n") :]
    if _SMUGGLED.search(data):
        raise PermanentFailure("A lone dot with a bare CR or LF beside it is refused as smuggling", "5.6.0")
    mail = bytes(data.replace(b"\r\n.", b"\r\n"))[2:]  # the peer had put a dot before every dot
    data.clear()
    return mail


def too_large(size: int, limit: int) -> str:
    """The refusal with both sizes, so that the sender's server can tell the sender (RFC 3463, X.3.4)."""
    return f"552 5.3.4 The message has {size / 1e6:.1f} MB, more than {limit / 1e6:.1f} MB are not accepted"
