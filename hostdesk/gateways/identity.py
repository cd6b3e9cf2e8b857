"""When two inputs are the same message: the key that makes a repetition a no-op (docs/rules/arrivals.md)."""

import hashlib
import re
from collections.abc import Iterator

# What servers on the way write above a mail. It differs each time the same mail is handed over, so it says
# nothing about which mail this is (RFC 5321 4.4, RFC 8601, RFC 8617, and the habits of Postfix and Exim).
_TRACE = re.compile(
    rb"(return-path|delivered-to|x-original-to|envelope-to|delivery-date|(x-)?received|received-spf"
    rb"|authentication-results|arc-[a-z-]+|x-hostdesk-[a-z-]+)[ \t]*:",
    re.IGNORECASE,
)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"[^\n]*\n?(?:[ \t][^\n]*\n?)*")  # one header field with its continuation lines


def mail_key(raw: bytes) -> str:
    """The key of a mail: the same mail by another way or once more has the same, any other mail another one.

    Only a mail with Message-ID and Date can be told from its like; without them each byte counts.
    """
    return f"mail:{_mail_hash(raw)}"


def form_key(token: str) -> str:
    """The key of a form: sent twice, reloaded or repeated after a time-out, it is one request."""
    return f"form:{token}"


def _mail_hash(raw: bytes) -> str:
    end = _END_OF_HEADERS.search(raw)
    header, rest = (raw[: end.start()], raw[end.start() :]) if end else (raw, b"")
    fields = list(_fields(header))
    if not (_has(fields, b"message-id") and _has(fields, b"date")):
        return hashlib.sha256(raw).hexdigest()
    kept = b"".join(field.rstrip(b"\r\n") + b"\n" for field in fields if not _TRACE.match(field))
    # One door hands over CRLF, the other LF.
    return hashlib.sha256(kept.replace(b"\r\n", b"\n") + rest.replace(b"\r\n", b"\n")).hexdigest()


def _fields(header: bytes) -> Iterator[bytes]:
    for field in _FIELD.finditer(header):
        if field.group() and not field.group().startswith((b"From ", b">From ")):  # mbox's line is no header
            yield field.group()


def _has(fields: list[bytes], name: bytes) -> bool:
    for field in fields:
        key, colon, value = field.partition(b":")
        if colon and key.strip().lower() == name and value.strip():
            return True
    return False
