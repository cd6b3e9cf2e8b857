"""Mails of many customers, and a mail server that hands them in at any door."""

import smtplib
import socket
from dataclasses import dataclass

from installation import SUPPORT, Installation


@dataclass(frozen=True)
class Mail:
    """A request; `token` stands in its text and in nobody else's."""

    token: str
    recipient: str = SUPPORT

    @property
    def sender(self) -> str:
        return f"{self.token}@customers.example.test"

    def as_bytes(self, hop: str = "mx") -> bytes:
        """As one server on the way hands it over; each writes another line above it."""
        return (
            f"Received: from {hop}.example.test by mx.example.test; Mon, 16 Nov 2026 09:00:01 +0100\r\n"
            f"From: <{self.sender}>\r\nTo: <{self.recipient}>\r\nSubject: Shop {self.token} is down\r\n"
            f"Message-ID: <{self.token}@customers.example.test>\r\nDate: Mon, 16 Nov 2026 09:00:00 +0100\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            f"The shop shows error 500.\r\nOur mark is {self.token}.\r\n"
        ).encode()


def by_lmtp(door: tuple[str, int], mail: Mail, hop: str = "mx", timeout: float = 30) -> tuple[int, str]:
    """The answer after the dot, or an earlier refusal; (0, "") if there was none, which says nothing."""
    try:
        with smtplib.LMTP(*door, timeout=timeout) as mta:
            mta.ehlo("mx.example.test")
            for answer in (mta.mail(mail.sender), mta.rcpt(mail.recipient)):
                if answer[0] != 250:
                    return answer[0], answer[1].decode()
            code, text = mta.data(mail.as_bytes(hop))
            return code, text.decode()
    except (OSError, smtplib.SMTPException) as error:
        return (error.smtp_code, "") if isinstance(error, smtplib.SMTPResponseException) else (0, "")


def by_pipe(installation: Installation, mail: Mail, hop: str = "mx") -> int:
    """The exit code of `hostdesk receive`."""
    words = ("receive", "--sender", mail.sender, "--recipient", mail.recipient)
    return installation.run(*words, given=mail.as_bytes(hop)).returncode


def is_open(door: tuple[str, int]) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection(door, timeout=5).close()
    except OSError:
        return False
    return True
