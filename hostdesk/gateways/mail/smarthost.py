"""The connection to the server that takes our mail (HOSTDESK_SMTP), kept open for several mails in a row."""

import base64
import contextlib
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from hostdesk.core.failures import TemporaryFailure

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_IDLE = 20.0  # seconds after which a new connection is safer than the old one
_MAILS = 100  # on one connection; many servers hang up after as many


@dataclass(slots=True)
class _Open:
    smtp: smtplib.SMTP
    url: str
    used_at: float  # time.monotonic()
    mails: int = 0


_kept = threading.local()


@contextmanager
def connection() -> Iterator[smtplib.SMTP]:
    """A connection ready for MAIL, or a TemporaryFailure; after an error within the block it is closed."""
    url = settings.HOSTDESK["HOSTDESK_SMTP"]
    current = _reusable(url) or _Open(_connected(url), url, time.monotonic())
    try:
        yield current.smtp
    except BaseException:
        current.smtp.close()
        raise
    current.used_at, current.mails = time.monotonic(), current.mails + 1
    _kept.connection = current


def server_name() -> str:
    """Host and port as words for a person, without the password."""
    parts = urlsplit(settings.HOSTDESK["HOSTDESK_SMTP"])
    return f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"


def hang_up() -> None:
    """Close this thread's connection, if there is one."""
    current = vars(_kept).pop("connection", None)
    if current is not None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            current.smtp.quit()
        current.smtp.close()


def _reusable(url: str) -> _Open | None:
    current: _Open | None = vars(_kept).get("connection")
    if current is None:
        return None
    if current.url == url and current.mails < _MAILS and time.monotonic() - current.used_at < _IDLE:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if current.smtp.rset()[0] == 250:
                del _kept.connection
                return current
    hang_up()
    return None


def _connected(url: str) -> smtplib.SMTP:
    try:
        return _connect(urlsplit(url))
    except ssl.SSLCertVerificationError as error:
        raise TemporaryFailure(f"The certificate of {server_name()} is not trusted: {error}.") from error
    except smtplib.SMTPResponseException as error:
        # Whatever it refuses before a letter was named says nothing about that letter.
        words = f"{error.smtp_code} {_decoded(error.smtp_error)}"
        raise TemporaryFailure(f"{server_name()} does not let us in: {words}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryFailure(
            f"{server_name()} cannot be reached: {error or type(error).__name__}"
        ) from error


def _connect(url: SplitResult) -> smtplib.SMTP:
    host, port = url.hostname or "", url.port or _PORTS[url.scheme]
    options = {
        "timeout": settings.HOSTDESK["HOSTDESK_SMTP_TIMEOUT"],
        "local_hostname": settings.HOSTDESK["HOSTDESK_DOMAIN"],  # else smtplib asks the DNS for our own name
    }
    if url.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, context=ssl.create_default_context(), **options)
    else:
        smtp = smtplib.SMTP(host, port, **options)
    try:
        _prepare(smtp, url)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _prepare(smtp: smtplib.SMTP, url: SplitResult) -> None:
    if smtp.sock is not None:
        # A mail is several small packets; without this each would wait for the acknowledgement of the last.
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if url.scheme == "smtp+starttls":
        smtp.starttls(context=ssl.create_default_context())
    smtp.ehlo_or_helo_if_needed()
    if url.username:
        if url.scheme == "smtp" and url.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise TemporaryFailure("HOSTDESK_SMTP names a password: use smtps:// or smtp+starttls://.")
        _log_in(smtp, unquote(url.username), unquote(url.password or ""))


def _log_in(smtp: smtplib.SMTP, user: str, password: str) -> None:
    if (user + password).isascii():
        smtp.login(user, password)
        return
    # smtplib refuses what is not ASCII; RFC 4616 says UTF-8.
    secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    code, answer = smtp.docmd("AUTH", f"PLAIN {secret}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


def _decoded(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())
