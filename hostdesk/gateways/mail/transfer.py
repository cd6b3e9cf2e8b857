"""Content-Transfer-Encoding undone; damage costs characters, never the part."""

import binascii
import re

_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,300})\r?\n", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_UU_LINE = re.compile(rb"[ -`]{1,90}[ -~]{0,2}\r?|\r?")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_PADDED = re.compile(rb"[^=]+=*")


def decode(body: bytes, encoding: str) -> tuple[bytes, bool]:
    """The bytes that were meant, and whether nothing was damaged."""
    match encoding:
        case "base64":
            return _base64(body)
        case "quoted-printable":
            return binascii.a2b_qp(_soft_breaks(body)), True
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            files = uuencoded(body)[1]
            return (files[0][1], True) if files else (_uu_lines(body), False)
        case _:
            return body, True


def uuencoded(body: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Plain text without its uuencoded files, and those files as (name, content)."""
    if b"begin " not in body:
        return body, []
    plain, files, position = [], [], 0
    while (begin := _UU_BEGIN.search(body, position)) and (end := _UU_END.search(body, begin.end())):
        inside = body[begin.end() : end.start()]
        if all(_UU_LINE.fullmatch(line) for line in inside.split(b"\n")):
            plain.append(body[position : begin.start()])
            files.append((begin.group(1).strip(), _uu_lines(inside)))
        else:
            plain.append(body[position : end.end()])
        position = end.end()
    return b"".join([*plain, body[position:]]), files


def _base64(body: bytes) -> tuple[bytes, bool]:
    letters = _NOT_BASE64.sub(b"", body)
    try:
        if b"=" not in letters[:-2]:
            return binascii.a2b_base64(letters), True
    except binascii.Error:
        pass  # cut or padded wrongly: piece by piece below
    return b"".join(_base64_piece(piece.rstrip(b"=")) for piece in _PADDED.findall(letters)), False


def _base64_piece(letters: bytes) -> bytes:
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _soft_breaks(body: bytes) -> bytes:
    return re.sub(rb"=[ \t]+(\r?\n)", rb"=\1", body) if b"= " in body or b"=\t" in body else body


def _uu_lines(body: bytes) -> bytes:
    return b"".join(_uu_line(line) for line in body.split(b"\n"))


def _uu_line(line: bytes) -> bytes:
    line = line.rstrip(b"\r")
    if not line or line.startswith((b"begin ", b"end")):
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        size = (((line[0] - 32) & 63) * 4 + 5) // 3  # a blank too many at the end: the length byte counts
        try:
            return binascii.a2b_uu(line[:size])
        except binascii.Error:
            return b""
