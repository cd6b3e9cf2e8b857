"""One SMTP transaction (RFC 5321): who was accepted, who was refused and for how long, and the last answer.

Written out instead of `smtplib.sendmail`, which cannot say if an error came before or after the final dot.
"""

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.gateways.mail.smarthost import server_name
from hostdesk.lib.mail_address import needs_smtputf8
from hostdesk.outbox.outcomes import ReplyLost

# Content filters run after the final dot; RFC 5321 section 4.5.3.2.6 grants them ten minutes (60 s times 10).
AFTER_THE_DOT = 10
# The server wants a password or does not like ours: our settings are wrong, not the letter.
_OUR_FAULT = (530, 534, 535, 538)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said to one command."""

    code: int
    text: str

    @property
    def is_good(self) -> bool:
        """2xx; smtplib makes -1 of what is no reply at all."""
        return 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        """5xx: it will say the same tomorrow."""
        return self.code >= 500 and self.code not in _OUR_FAULT

    def failure(self, what: str) -> TemporaryFailure | PermanentFailure:
        """The refusal in words for a person."""
        words = f"{server_name()} refuses {what}: {self}"
        if not self.is_final:
            return TemporaryFailure(words)
        status = re.match(r"[245]\.\d{1,3}\.\d{1,3}\b", self.text)
        return PermanentFailure(words, status[0] if status else "")

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who is named to the server; addresses as `mail_address.sendable` returns them, sender "" for null."""

    sender: str
    recipients: tuple[str, ...]
    is_smtputf8: bool = False


def invite(smtp: smtplib.SMTP, envelope: Envelope, size: int) -> dict[str, Reply]:
    """MAIL and RCPT: the answer for each recipient; raises if the sender or the size (bytes) is refused."""
    reply = _command(smtp, f"MAIL FROM:<{envelope.sender}>{_options(smtp, envelope, size)}")
    if not reply.is_good:
        raise reply.failure("this mail")
    return {one: _command(smtp, f"RCPT TO:<{one}>") for one in envelope.recipients}


def hand_over(smtp: smtplib.SMTP, content: bytes, irrevocable: Callable[[], None]) -> Reply:
    """DATA; `irrevocable` is called at the last moment. Raises ReplyLost if the answer never came."""
    reply = _command(smtp, "DATA")
    if reply.code != 354:
        raise reply.failure("this mail")
    irrevocable()
    _send(smtp, re.sub(rb"(?m)^\.", b"..", content))
    answer = _last_answer(smtp)
    if not answer.is_good:
        raise answer.failure("this mail")
    return answer


def _options(smtp: smtplib.SMTP, envelope: Envelope, size: int) -> str:
    options = f" SIZE={size}" if smtp.has_extn("size") else ""
    if envelope.is_smtputf8 or any(map(needs_smtputf8, (envelope.sender, *envelope.recipients))):
        if not smtp.has_extn("smtputf8"):
            raise PermanentFailure(
                f"{server_name()} cannot send to addresses with letters beyond ASCII.", "5.6.7"
            )
        smtp.command_encoding = "utf-8"
        options += " BODY=8BITMIME SMTPUTF8"
    return options


def _command(smtp: smtplib.SMTP, command: str) -> Reply:
    try:
        return _reply(*smtp.docmd(command))
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryFailure(f"{server_name()} hung up: {error or type(error).__name__}") from error


def _send(smtp: smtplib.SMTP, content: bytes) -> None:
    # Without the final dot the server must forget all of it, so trouble here is not unclear.
    try:
        smtp.send(content)
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryFailure(f"{server_name()} hung up within the mail: {error!r}") from error


def _last_answer(smtp: smtplib.SMTP) -> Reply:
    patience = smtp.sock.gettimeout() if smtp.sock else None
    try:
        if smtp.sock and patience:
            smtp.sock.settimeout(patience * AFTER_THE_DOT)
        smtp.send(b".\r\n")
        reply = _reply(*smtp.getreply())
        if reply.code < 200:
            raise smtplib.SMTPServerDisconnected(f"{reply}")
        if smtp.sock:
            smtp.sock.settimeout(patience)
    except (OSError, smtplib.SMTPException) as error:
        words = f"{server_name()} took the mail and never answered ({error or type(error).__name__})."
        raise ReplyLost(f"{words} It is unknown whether this was sent.") from error
    return reply


def _reply(code: int, text: bytes) -> Reply:
    return Reply(code, " ".join(text.decode("utf-8", "replace").split()))
