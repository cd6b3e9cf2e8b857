"""The header block of a mail or a part: bytes in, fields out, damaged or not."""

import re
from dataclasses import dataclass, field

from hostdesk.gateways.mail import caps

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_LINE = re.compile(rb"[^\n]*\n?")
# A relay once wrote folded lines with the two characters \ and t instead of a tab.
_LITERAL_TAB = rb"\t"
_PREAMBLE = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]{0,1000}[\r\n]+)*(?:>?From [^\n]*\n)?")
_BLANK = re.compile(rb"\n\r*\n")
_KNOWN = re.compile(
    rb"^(?:from|to|cc|bcc|subject|date|message-id|mime-version|content-[a-z-]+|received|reply-to|return-path"
    rb"|sender|references|in-reply-to|delivered-to|auto-submitted|precedence|user-agent|x-[a-z-]+)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(slots=True)
class Headers:
    """Fields in their order; names in lower case, values as raw unfolded bytes."""

    fields: list[tuple[str, bytes]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def first(self, name: str) -> bytes:
        """The topmost value, b"" if there is none."""
        return next((value for known, value in self.fields if known == name), b"")

    def all(self, name: str) -> list[bytes]:
        """Every value of this name, topmost first."""
        return [value for known, value in self.fields if known == name]


def split(block: bytes, *, is_whole_mail: bool = False) -> tuple[Headers, bytes]:
    """Separate header and body (RFC 5322 2.1), reading past damaged lines; raises `caps.Exceeded`."""
    start = _skip_preamble(block) if is_whole_mail else 0
    lines = _Lines(block, start)
    body = start
    for match in _LINE.finditer(block, start):
        line = match.group().rstrip(b"\r\n")
        if not line.strip():
            body = match.end()
            break
        if match.end() - start > caps.HEADER_BLOCK_BYTES:
            raise caps.Exceeded(caps.Reason.HEADER_TOO_LONG)
        if not lines.take(line) and not lines.goes_on_after(match.end()):
            body = match.start()
            break
        body = match.end()
    return _shortened(lines.headers()), block[body:]


def _skip_preamble(block: bytes) -> int:
    """Jump over a byte order mark, blank lines and the "From " line of a mailbox file."""
    match = _PREAMBLE.match(block, 0, 4096)
    position = match.end() if match else 0
    return position if position and _FIELD.match(block, position) else 0


class _Lines:
    """Collects the lines of one header block."""

    def __init__(self, block: bytes, start: int) -> None:
        self._block, self._start = block, start
        self._last_known: int | None = None
        self._fields: list[tuple[str, list[bytes]]] = []

    def take(self, line: bytes) -> bool:
        """Add one line; False if it is neither a field nor a continuation."""
        if self._fields and (line[:1] in (b" ", b"\t") or line.startswith(_LITERAL_TAB)):
            self._fields[-1][1].append(line.removeprefix(_LITERAL_TAB).strip())
            return True
        match = _FIELD.match(line)
        if match:
            self._fields.append((match.group(1).decode("ascii").lower(), [line[match.end() :].strip()]))
        return bool(match)

    def goes_on_after(self, position: int) -> bool:
        """A line without a colon is damage if well-known fields follow, and the body if none do."""
        if self._last_known is None:
            self._last_known = self._find_last_known()
        return position <= self._last_known

    def headers(self) -> Headers:
        """The fields with their lines unfolded."""
        return Headers([(name, b" ".join(chunks)) for name, chunks in self._fields])

    def _find_last_known(self) -> int:
        end = _BLANK.search(self._block, self._start, self._start + caps.HEADER_BLOCK_BYTES)
        limit = end.start() if end else min(len(self._block), self._start + 8192)
        found = (match.start() for match in _KNOWN.finditer(self._block, self._start, limit))
        return max(found, default=-1)


def _shortened(headers: Headers) -> Headers:
    for index, (name, value) in enumerate(headers.fields):
        if len(value) > caps.HEADER_BYTES:
            _refuse_crowds(name, value)
            headers.fields[index] = (name, value[: caps.HEADER_BYTES])
            headers.notes.append(f"header {name} is longer than 16 KB; only its beginning was read")
    return headers


def _refuse_crowds(name: str, value: bytes) -> None:
    if name in ("to", "cc", "from", "reply-to") and value.count(b"@") > caps.ADDRESSES:
        raise caps.Exceeded(caps.Reason.TOO_MANY_ADDRESSES)
