"""Letter → the bytes of a mail (RFC 5322): plain text first, modest HTML second, attachments after."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter, LetterFile
from hostdesk.gateways.mail import header_lines as header
from hostdesk.gateways.mail.letter_page import page
from hostdesk.lib import blobs
from hostdesk.lib.installation import installation_id

_CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_FIRST, _LAST = 4, 6  # references kept of a long thread: the beginning names it, the end continues it


def compose(letter: Letter, *, date: datetime, read_file: Callable[[str], bytes] = blobs.read) -> bytes:
    """The mail with CRLF line ends, the same bytes at every repetition; `date` in UTC.

    Raises ValueError if an address or id could break out of its header, OSError if a file cannot be read.
    """
    body = _multipart("alternative", letter, [_text("plain", _plain(letter)), _text("html", page(letter))])
    if letter.files:
        body = _multipart("mixed", letter, [body, *(_file(file, read_file) for file in letter.files)])
    return _headers(letter, date) + body


def _headers(letter: Letter, date: datetime) -> bytes:
    message_id = header.ids("Message-ID", [letter.message_id])
    if b"<" not in message_id:
        raise ValueError(f"{letter.message_id!r} is not a Message-ID")
    lines = [
        header.text("Date", format_datetime(date.astimezone(UTC))),
        header.addresses("From", [letter.sender]),
        header.addresses("To", letter.to),
        header.addresses("Cc", letter.cc) if letter.cc else b"",
        header.addresses("Reply-To", [Address(letter.reply_to, letter.sender.name)])
        if letter.reply_to
        else b"",
        header.text("Subject", letter.subject),
        message_id,
        *_thread(letter),
        *(_AUTOMATIC if letter.is_automatic else ()),
        header.text("X-Hostdesk-Loop", installation_id()),
        header.text("Content-Language", letter.language),
        b"MIME-Version: 1.0\r\n",
    ]
    return b"".join(lines)


# RFC 3834 asks for the first; Exchange obeys the second; older programs know only the third.
_AUTOMATIC = (
    b"Auto-Submitted: auto-replied\r\n",
    b"X-Auto-Response-Suppress: All\r\n",
    b"Precedence: bulk\r\n",
)


def _thread(letter: Letter) -> list[bytes]:
    references = list(dict.fromkeys(letter.references))
    if len(references) > _FIRST + _LAST:
        references = references[:_FIRST] + references[-_LAST:]
    fields = [("In-Reply-To", [letter.in_reply_to]), ("References", references)]
    lines = [header.ids(name, ids) for name, ids in fields]
    return [line for line in lines if b"<" in line]


def _plain(letter: Letter) -> str:
    foot = "\n\n".join(part for part in (letter.signature, letter.imprint) if part)
    return f"{letter.text.rstrip()}\n\n-- \n{foot}\n" if foot else letter.text.rstrip() + "\n"


def _text(subtype: str, content: str) -> bytes:
    content = re.sub(r"\r\n|\r|\n", "\r\n", content)
    raw = content.encode("utf-8", "replace")
    quoted, encoded = _quoted_printable(raw), _base64(raw)
    name, body = ("base64", encoded) if len(encoded) < len(quoted) else ("quoted-printable", quoted)
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {name}\r\n\r\n"
    return head.encode() + body


def _quoted_printable(raw: bytes) -> bytes:
    quoted = binascii.b2a_qp(raw, istext=True)
    return re.sub(rb"(?m)^From ", b"=46rom ", quoted)  # mailboxes of the mbox kind would put ">" before it


def _base64(raw: bytes) -> bytes:
    encoded = base64.encodebytes(raw)
    return encoded.replace(b"\n", b"\r\n")


def _file(file: LetterFile, read_file: Callable[[str], bytes]) -> bytes:
    name = re.sub(r"[/\\]", "_", file.name) or "file"
    return (
        header.with_name(_content_type(file), name)
        + b"Content-Transfer-Encoding: base64\r\n"
        + header.with_parameter("Content-Disposition", "attachment", "filename", name)
        + b"\r\n"
        + _base64(read_file(file.sha256))
    )


def _content_type(file: LetterFile) -> str:
    kind = file.content_type.lower()
    # RFC 2046 section 5.2 allows no base64 within message/*, and nobody sends us a multipart as a file.
    if not _CONTENT_TYPE.fullmatch(kind) or kind.startswith(("message/", "multipart/")) or len(kind) > 60:
        return "application/octet-stream"
    return kind


def _multipart(subtype: str, letter: Letter, parts: list[bytes]) -> bytes:
    # From the unguessable Message-ID: the same at every attempt, and not known to whoever wrote a part.
    mark = hashlib.sha256(f"{subtype} {letter.message_id}".encode()).hexdigest()[:32]
    head = f'Content-Type: multipart/{subtype};\r\n boundary="=_{mark}"\r\n\r\n'.encode()
    start, end = f"--=_{mark}\r\n".encode(), f"--=_{mark}--\r\n".encode()
    return head + b"".join(start + _ended(part) for part in parts) + end


def _ended(part: bytes) -> bytes:
    # The line break before a boundary belongs to the boundary: each part gets one of its own.
    return part + b"\r\n"
