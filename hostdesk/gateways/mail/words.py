"""Encoded words in headers (RFC 2047), read tolerantly: blanks inside, neighbours cut within a character."""

import binascii
import re

from hostdesk.gateways.mail import caps, charsets

_WORD = re.compile(rb"=\?([\w.:+$-]{1,60})(?:\*[^?\s]*)?\?([bBqQ])\?((?:[^?]|\?(?!=)){0,4000}?)\?=")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")

Piece = tuple[str, bytes]  # charset label ("" for what stood there plainly) and bytes


def decode(raw: bytes, hint: str = "") -> str:
    """The text of a header value; `hint` is the charset of the body, for raw 8-bit bytes."""
    if b"=?" not in raw:
        return charsets.decode(raw, "", hint)
    return "".join(charsets.decode(piece, label, hint) for label, piece in _joined(_pieces(raw)))


def charset(raw: bytes) -> str:
    """The label of the first encoded word, "" if there is none."""
    match = _WORD.search(raw)
    return match.group(1).decode("ascii", "replace").lower() if match else ""


def _pieces(raw: bytes) -> list[Piece]:
    """Words and plain stretches in order; blanks between two words are dropped (RFC 2047 6.2)."""
    pieces: list[Piece] = []
    position = count = 0
    for match in _WORD.finditer(raw):
        if (count := count + 1) > caps.ENCODED_WORDS:
            break
        between = raw[position : match.start()]
        if between.strip() or (between and not pieces) or (between and not pieces[-1][0]):
            pieces.append(("", between))
        pieces.append((match.group(1).decode("ascii", "replace").lower(), _payload(match)))
        position = match.end()
    return [*pieces, ("", raw[position:])] if raw[position:] else pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one charset become one: some programs cut a character in two."""
    joined: list[Piece] = []
    for label, piece in pieces:
        if joined and joined[-1][0] == label and not charsets.codec_for(label).startswith("iso2022"):
            joined[-1] = (label, joined[-1][1] + piece)
        else:
            joined.append((label, piece))
    return joined


def _payload(match: re.Match[bytes]) -> bytes:
    encoding, text = match.group(2), match.group(3)
    if encoding in b"qQ":
        return _HEX.sub(lambda pair: binascii.unhexlify(pair.group(1)), text.replace(b"_", b" "))
    letters = _NOT_BASE64.sub(b"", text)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
