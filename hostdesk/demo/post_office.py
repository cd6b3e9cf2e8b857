"""The demo's mail server: the outbox really speaks SMTP to it, and no mail leaves the machine."""

import asyncio
import logging
from datetime import UTC, datetime
from urllib.parse import urlsplit

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from hostdesk.demo import post

# So that delivery trouble can be tried: these local parts are refused, for good or for now.
NOBODY, LATER = "niemand@", "spaeter@"
_LARGEST = 60_000_000  # bytes
log = logging.getLogger(__name__)


class PostOffice:
    """Listens where HOSTDESK_SMTP points to; a part of the running demo."""

    name = "post office"

    async def start(self) -> None:
        """Begin to listen; raises OSError if the address is taken."""
        loop = asyncio.get_running_loop()
        host, port = address_of(settings.HOSTDESK["HOSTDESK_SMTP"])
        self._server = await loop.create_server(lambda: _session(loop), host, port)
        log.info("the demo's post office listens on %s:%d", host, self.port)

    async def stop(self) -> None:
        """Take no more mail."""
        self._server.close()
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        """The port it really listens on."""
        return int(self._server.sockets[0].getsockname()[1])


def address_of(url: str) -> tuple[str, int]:
    """Host and port of an smtp:// address."""
    parts = urlsplit(url)
    return parts.hostname or "127.0.0.1", 25 if parts.port is None else parts.port


class Rules:
    """aiosmtpd's hooks."""

    async def handle_RCPT(  # noqa: N802, RUF100 -- aiosmtpd finds it by its name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Everybody has a mailbox here, except nobody."""
        if address.lower().startswith(NOBODY):
            return "550 5.1.1 No such user here"
        if address.lower().startswith(LATER):
            return "450 4.2.1 This mailbox is too busy, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, RUF100
        """Put the mail into the mailboxes, with the return path on top as a mail server does."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        stamped = f"Return-Path: <{envelope.mail_from or ''}>\r\n".encode() + raw
        await asyncio.to_thread(post.keep, stamped, list(envelope.rcpt_tos), datetime.now(UTC))
        return "250 2.0.0 In the mailbox"


def _session(loop: asyncio.AbstractEventLoop) -> SMTP:
    return SMTP(
        Rules(), hostname="post.example.test", data_size_limit=_LARGEST, enable_SMTPUTF8=True, loop=loop
    )
