"""One LMTP session: aiosmtpd's commands, our own reading of DATA, one answer per recipient (RFC 2033)."""

import asyncio
import re
from typing import TYPE_CHECKING, cast

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session as Peer
from django.conf import settings

from hostdesk.gateways.mail import lmtp_data
from hostdesk.gateways.mail.envelope import is_ours
from hostdesk.lib.failpoints import failpoint

if TYPE_CHECKING:
    from hostdesk.gateways.mail.lmtp import LmtpServer

IDLE = 300.0  # seconds without a byte from the peer (RFC 5321, 4.5.3.2)
MAX_RECIPIENTS = 1000
_PATH = re.compile(r'\s*<((?:"(?:\\.|[^"\\])*"|[^>"])*)>\s*(.*)', re.DOTALL)


class Session(LMTP):
    """Speaks with one peer; everything that decides stands in `LmtpServer` and in `_Rules`."""

    line_length_limit = 256 * 1024  # bytes read at once; lines of a mail may be of any length

    def __init__(self, server: "LmtpServer", loop: asyncio.AbstractEventLoop) -> None:
        self.server = server
        self._was_refused = False
        super().__init__(
            _Rules(),
            data_size_limit=server.max_bytes,
            enable_SMTPUTF8=True,
            hostname=settings.HOSTDESK["HOSTDESK_DOMAIN"],
            ident="Hostdesk LMTP",
            timeout=IDLE,
            loop=loop,
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet, or refuse with a reason."""
        refusal = self.server.refusal(transport.get_extra_info("peername")[0])
        if refusal:
            self._was_refused = True
            cast(asyncio.Transport, transport).write(refusal.encode() + b"\r\n")
            transport.close()
            return
        self.server.sessions.add(self)
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Hear the peer, unless it was refused."""
        if not self._was_refused:
            super().data_received(data)

    def eof_received(self) -> bool | None:
        """The peer has hung up."""
        return False if self._was_refused else super().eof_received()

    def connection_lost(self, error: Exception | None) -> None:
        """Forget the session."""
        self.server.sessions.discard(self)
        if not self._was_refused:
            super().connection_lost(error)

    def hang_up(self) -> None:
        """End the session from our side, between commands."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.write(b"421 4.3.2 Stopping, try again later\r\n")
            self.transport.close()

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802, RUF100 -- aiosmtpd finds it by its name
        """Refuse what announces too large a size, with both sizes (RFC 1870)."""
        announced = re.search(r"\sSIZE=(\d{1,20})(\s|$)", arg or "", re.IGNORECASE)
        if announced and int(announced[1]) > self.server.max_bytes:
            await self.push(lmtp_data.too_large(int(announced[1]), self.server.max_bytes))
            return
        await super().smtp_MAIL(arg)

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802, RUF100 -- aiosmtpd finds it by its name
        """Read the mail, keep it, answer once per recipient."""
        envelope = self.envelope
        if envelope is None or not envelope.rcpt_tos:
            await self.push("503 5.5.1 Need RCPT first")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        answer = await self._answer(envelope)
        self._set_post_data_state()  # type: ignore[no-untyped-call] # aiosmtpd has few types
        failpoint("lmtp.before_reply")
        for _ in envelope.rcpt_tos:
            await self.push(answer)
        failpoint("lmtp.replied")

    async def _answer(self, envelope: Envelope) -> str:
        reading = lmtp_data.Reading(self.server, self._reader, self._reset_timeout)
        with reading:
            refusal = await reading.to_the_end()
            if refusal:
                return refusal
            sender = "" if envelope.mail_from in (None, "<>") else str(envelope.mail_from)
            return await self.server.take(reading.data, sender, tuple(map(str, envelope.rcpt_tos)))

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        # The grammar of RFC 5321 refuses senders that exist ("a..b@…"); what our mail server took, we take.
        found = _PATH.fullmatch(arg or "")
        if not found:
            return None, None
        path, parameters = found.groups()
        if path.startswith("@"):
            path = path.partition(":")[2]  # a source route, to be ignored (RFC 5321, appendix C)
        return path or "<>", parameters


class _Rules:
    """aiosmtpd's hooks."""

    async def handle_EHLO(  # noqa: N802, RUF100 -- aiosmtpd finds it by its name
        self, server: Session, session: Peer, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """What RFC 2033 demands beside what aiosmtpd says."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", "250-ENHANCEDSTATUSCODES", "250 HELP"]

    async def handle_RCPT(  # noqa: N802, RUF100 -- aiosmtpd finds it by its name
        self, server: Session, session: Peer, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Every address of our domain is known: what no department has goes to the default one (M9)."""
        if not is_ours(address):
            return "550 5.1.1 No such address: this desk is another domain"
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        """Whatever we don't understand is worth another try."""
        return f"451 4.3.0 Unexpected failure ({type(error).__name__}), try again later"
