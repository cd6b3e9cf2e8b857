"""Header fields as bytes: folded, encoded as every mail program shows them, and closed to injection.

Text that people wrote (subjects, names) loses its line breaks; addresses that could end a line are refused.
"""

import base64
import re
from collections.abc import Iterable
from urllib.parse import quote

from hostdesk.core.incoming import Address
from hostdesk.lib.mail_address import sendable

_LINE = 76  # characters, RFC 5322 section 2.1.1 wishes for 78
_CHUNK = 45  # bytes in an encoded word, so that it stays within 75 characters (RFC 2047 section 2)
_BLANKS = re.compile(r"[ \t\r\n\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]{1,60}")
_PLAIN_FILE_NAME = re.compile(r"[A-Za-z0-9 ._+(),@#=-]{1,60}")
_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")


def text(name: str, value: str) -> bytes:
    """An unstructured field, for instance Subject."""
    return _folded(name, _words(one_line(value)))


def addresses(name: str, people: Iterable[Address]) -> bytes:
    """An address list; raises ValueError for an address that no server could be told."""
    tokens: list[str] = []
    for person in people:
        if tokens:
            tokens[-1] += ","
        tokens += _mailbox(person)
    return _folded(name, tokens)


def ids(name: str, message_ids: Iterable[str]) -> bytes:
    """Message-IDs in brackets, without those of strangers that would break the line."""
    return _folded(name, [f"<{one}>" for one in message_ids if _ID.fullmatch(one)])


def with_parameter(name: str, value: str, parameter: str, parameter_value: str) -> bytes:
    """A field like `Content-Disposition: attachment; filename*=…` (RFC 2231 where it is not plain ASCII)."""
    return _folded(name, [f"{value};", *_parameter(parameter, one_line(parameter_value))])


def with_name(content_type: str, file_name: str) -> bytes:
    """Content-Type with the name as an encoded word in quotes: no standard, but what older programs read."""
    words = _words(one_line(file_name), is_plain=_PLAIN_FILE_NAME)
    return _folded("Content-Type", [f"{content_type};", *f'name="{" ".join(words)}"'.split(" ")])


def one_line(value: str) -> str:
    """Line breaks, control characters and runs of blanks become one blank."""
    return _BLANKS.sub(" ", value.encode("utf-8", "replace").decode()).strip()


def _words(value: str, is_plain: re.Pattern[str] | None = None) -> list[str]:
    words = value.split(" ")
    if is_plain is not None:
        is_ascii = bool(is_plain.fullmatch(value))
    else:
        is_ascii = value.isascii() and "=?" not in value and all(len(word) <= 60 for word in words)
    return words if is_ascii else _encoded(value)


def _encoded(value: str) -> list[str]:
    """Encoded words (RFC 2047); never cut within a character, which Outlook would show as two boxes."""
    chunks = [b""]
    for character in value:
        raw = character.encode()
        if len(chunks[-1]) + len(raw) > _CHUNK:
            chunks.append(b"")
        chunks[-1] += raw
    return [f"=?utf-8?B?{base64.b64encode(chunk).decode()}?=" for chunk in chunks]


def _mailbox(person: Address) -> list[str]:
    address, name = sendable(person.address), one_line(person.name)
    if not name:
        return [address]
    if _PLAIN_NAME.fullmatch(name) and "=?" not in name:
        return [*name.split(" "), f"<{address}>"]
    if name.isascii() and "=?" not in name and len(name) <= 60:
        return ['"' + re.sub(r'(["\\])', r"\\\1", name) + '"', f"<{address}>"]
    return [*_encoded(name), f"<{address}>"]


def _parameter(name: str, value: str) -> list[str]:
    if _PLAIN_FILE_NAME.fullmatch(value):
        return [f'{name}="{value}"']
    pieces = re.findall(r"(?:%..|.){1,50}", "UTF-8''" + quote(value, safe=""))
    if len(pieces) == 1:
        return [f"{name}*={pieces[0]}"]
    numbered = [f"{name}*{number}*={piece};" for number, piece in enumerate(pieces)]
    return [*numbered[:-1], numbered[-1].rstrip(";")]


def _folded(name: str, tokens: list[str]) -> bytes:
    lines = [f"{name}:"]
    for token in tokens:
        if len(lines[-1]) + 1 + len(token) > _LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {token}"
    return "\r\n".join(lines).encode() + b"\r\n"
