"""The tree of parts (RFC 2046), read under the caps and never refused for being damaged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hostdesk.gateways.mail import caps, charsets, headers, parameters, transfer
from hostdesk.gateways.mail.headers import Headers

_GUESS = re.compile(
    rb"^--([^\s-][^\r\n]{5,69}?|-+[^\s-][^\r\n]{3,60}?)[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE
)
_ENCODING = re.compile(r"[\w-]+")


@dataclass(slots=True)
class Part:
    """One part; a multipart has children and no body of its own."""

    headers: Headers
    body: bytes
    content_type: str
    parameters: dict[str, bytes]
    children: list["Part"] = field(default_factory=list)

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, in the order in which they stand in the mail."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def charset(self) -> str:
        """The label in Content-Type, or what a confused sender wrote into Content-Transfer-Encoding."""
        label = self.parameters.get("charset", b"").decode("latin-1").split(";")[0].strip(" \"'")
        return label or (self.encoding if charsets.codec_for(self.encoding) else "")

    @property
    def encoding(self) -> str:
        """Content-Transfer-Encoding in lower case, without comments."""
        match = _ENCODING.search(self.headers.first("content-transfer-encoding").decode("latin-1").lower())
        return match.group() if match else ""

    def content(self) -> bytes:
        """The bytes with the transfer encoding undone; damage is noted among the headers' notes."""
        raw, is_whole = transfer.decode(self.body, self.encoding)
        if not is_whole:
            self.headers.notes.append("an encoded part was damaged; what could be read is shown")
        return raw


def read(raw: bytes) -> Part:
    """The tree of a whole mail; raises `caps.Exceeded` before a bomb can go off."""
    if len(raw) > caps.MAIL_BYTES:
        raise caps.Exceeded(caps.Reason.TOO_LARGE)
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")  # a transport that knows CR only
    return _Reader().part(raw, "text/plain", 0)


class _Reader:
    """Counts the parts of one mail while reading them."""

    def __init__(self) -> None:
        self.count = 0

    def part(self, raw: bytes, usual_type: str, depth: int) -> Part:
        self.count += 1
        if self.count > caps.PARTS:
            raise caps.Exceeded(caps.Reason.TOO_MANY_PARTS)
        if depth > caps.DEPTH:
            raise caps.Exceeded(caps.Reason.TOO_DEEP)
        head, body = headers.split(raw, is_whole_mail=depth == 0)
        content_type, found = parameters.read(head.first("content-type"))
        if content_type.count("/") != 1 or content_type.endswith("/"):
            content_type = usual_type if not content_type.startswith("multipart") else "multipart/mixed"
        part = Part(head, body, content_type, found)
        if content_type.startswith("multipart/"):
            self._open(part, depth)
        return part

    def _open(self, part: Part, depth: int) -> None:
        boundary = part.parameters.get("boundary", b"").rstrip() or parameters.text(
            part.parameters, "boundary"
        ).encode("latin-1", "replace")
        usual = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        pieces = list(_pieces(part.body, boundary)) if boundary else []
        if not pieces and (guess := _GUESS.search(part.body)):
            part.headers.notes.append("the boundary of a multipart was missing or wrong")
            pieces = list(_pieces(part.body, guess.group(1)))
        if pieces and (lost := _lost_part(part, pieces[0])):
            pieces.insert(0, lost)
        part.children = [self.part(piece, usual, depth + 1) for piece in pieces]
        if not pieces:
            part.headers.notes.append("a multipart had no parts; its content is shown as text")
            part.content_type = "text/plain"


def _lost_part(part: Part, first: bytes) -> bytes:
    """The head of the first part ran into the multipart's; its text stands before the first boundary."""
    head = part.headers.all("content-type")[1:]
    if not head or head[0].lower().startswith(b"multipart"):
        return b""
    text = part.body[: part.body.find(first)].rpartition(b"\n--")[0]
    part.headers.notes.append("the heads of two parts had run into each other")
    return b"Content-Type: " + head[0] + b"\n\n" + text if text.strip() else b""


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """Stretches between lines that are exactly the boundary; the closing one may be missing."""
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t\r]*(?:\n|\Z)", re.MULTILINE)
    start = None
    for count, match in enumerate(line.finditer(body)):
        if count > caps.PARTS:
            raise caps.Exceeded(caps.Reason.TOO_MANY_PARTS)
        if start is not None:
            yield _without_last_break(body[start : match.start()])
        start = match.end()
        if match.group(1):
            return
    if start is not None and body[start:].strip():
        yield body[start:]


def _without_last_break(piece: bytes) -> bytes:
    """The line break before a boundary belongs to the boundary."""
    return piece[:-2] if piece.endswith(b"\r\n") else piece.removesuffix(b"\n")
