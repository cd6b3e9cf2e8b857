"""Parameters of Content-Type and Content-Disposition in all their notations (RFC 2045, 2231, 2047, raw)."""

import re
from urllib.parse import unquote_to_bytes

from hostdesk.gateways.mail import charsets, words

_PARAMETER = re.compile(rb";\s*([^\s=;\"]{1,60})\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]*)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([\"\\])")
_VALUE = re.compile(rb"^[^;\s,]*")
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?$")

Parameters = dict[str, bytes]


def read(value: bytes) -> tuple[str, Parameters]:
    """The bare value in lower case and the raw parameters; the first of two equal names wins."""
    head = _VALUE.match(value.strip().strip(b'"'))
    found: Parameters = {}
    for match in _PARAMETER.finditer(value):
        name = match.group(1).decode("latin-1").lower()
        found.setdefault(name, _unquoted(match.group(2).strip()))
    return (head.group().decode("latin-1").lower() if head else ""), found


def text(parameters: Parameters, name: str, hint: str = "") -> str:
    """One parameter as text: RFC 2231 first, then an encoded word, then raw bytes; "" if absent."""
    extended = _extended(parameters, name)
    if extended is not None:
        return extended
    return words.decode(parameters.get(name, b""), hint).strip()


def _unquoted(value: bytes) -> bytes:
    if len(value) > 1 and value.startswith(b'"') and value.endswith(b'"'):
        value = _ESCAPED.sub(rb"\1", value[1:-1])
    return value.strip(b'"') if value.count(b'"') == 1 else value


def _extended(parameters: Parameters, name: str) -> str | None:
    """The pieces `name*0*=`, `name*1=` in the order of their index, percent-encoded or not."""
    pieces: list[tuple[int, bool, bytes]] = []
    for key, value in parameters.items():
        match = _SECTION.match(key)
        if match and match.group(1) == name and key != name:
            pieces.append((int(match.group(2) or 0), bool(match.group(3)), value))
    if not pieces:
        return None
    pieces.sort(key=lambda piece: piece[0])
    return _put_together(pieces)


def _put_together(pieces: list[tuple[int, bool, bytes]]) -> str:
    label, raw = "", b""
    for position, (_, is_encoded, value) in enumerate(pieces):
        if position == 0 and is_encoded and value.count(b"'") >= 2:
            charset, _, value = value.split(b"'", 2)
            label = charset.decode("latin-1")
        raw += unquote_to_bytes(value) if is_encoded else value
    return charsets.decode(raw, label) if label or b"=?" not in raw else words.decode(raw)
