"""What a mail shows (text, HTML) and what it carries (files)."""

import re
from dataclasses import dataclass, field
from html import escape

from hostdesk.gateways.mail import caps, charsets, files, transfer
from hostdesk.gateways.mail.files import RawFile
from hostdesk.gateways.mail.structure import Part
from hostdesk.lib.text import from_html

_META = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w-]{2,40})",
    re.IGNORECASE,
)
_MIME_NOTE = re.compile(r"\bMIME\b|multi-?part|S/MIME|cryptographically", re.IGNORECASE)
# Machine-readable halves of reports: `bounces` reads them, an agent has no use for them as files.
_REPORTS = (
    "message/delivery-status",
    "message/global-delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
)


@dataclass(slots=True)
class Shown:
    """One thing to read: plain text, HTML, or both forms of the same."""

    text: str = ""
    html: str = ""
    without_files: str = ""  # the text without the files that were uuencoded into it, "" if there were none


@dataclass(slots=True)
class Contents:
    """Everything within one mail."""

    shown: list[Shown] = field(default_factory=list)
    files: list[RawFile] = field(default_factory=list)
    hint: str = ""

    @property
    def text(self) -> str:
        """All there is to read as plain text; HTML is translated where no plain text says the same."""
        return "\n".join(filter(None, (_plain(item) for item in self.shown)))

    @property
    def written_text(self) -> str:
        """The same without uuencoded files, which nobody reads; empty if there is nothing else."""
        if not any(item.without_files for item in self.shown):
            return self.text
        return "\n".join(filter(None, (item.without_files or _plain(item) for item in self.shown)))

    @property
    def html(self) -> str:
        """All there is to read as HTML, "" if nothing was sent as HTML; never sanitised here."""
        if not any(item.html for item in self.shown):
            return ""
        return "\n".join(item.html or f"<pre>{escape(item.text)}</pre>" for item in self.shown)


def read(top: Part, hint: str = "") -> Contents:
    """Walk the tree once; every leaf is either shown or kept as a file.

    `hint` is the charset of the mail, for file names written in raw bytes.
    """
    contents = Contents(hint=hint)
    _collect(top, contents)
    if not contents.shown and (before := _before_the_parts(top)):
        contents.shown.append(Shown(before))
    return contents


def _before_the_parts(top: Part) -> str:
    """What somebody wrote above the first boundary, where programs put a note for programs without MIME."""
    if not top.children:
        return ""
    text = charsets.decode(top.body[:4096].partition(b"\n--")[0]).replace("\r\n", "\n").strip()
    return "" if text.startswith("--") or _MIME_NOTE.search(text) else text


def _plain(item: Shown) -> str:
    return item.text if item.text.strip() else from_html(item.html)


def _collect(part: Part, contents: Contents) -> None:
    if part.children and part.content_type == "multipart/alternative":
        _collect_alternative(part, contents)
    elif part.children:
        for child in part.children:
            _collect(child, contents)
    elif is_shown(part):
        contents.shown.append(_shown(part, contents))
    elif part.content_type not in _REPORTS:
        contents.files.extend(files.read(part, contents.hint))


def _collect_alternative(part: Part, contents: Contents) -> None:
    """The same said twice: one item with both forms."""
    inside = Contents(hint=contents.hint)
    for child in part.children:
        _collect(child, inside)
    contents.files.extend(inside.files)
    texts = [item.text for item in inside.shown if item.text]
    htmls = [item.html for item in inside.shown if item.html]
    if texts or htmls:
        bare = [item.without_files or item.text for item in inside.shown if item.text]
        has_files = any(item.without_files for item in inside.shown)
        contents.shown.append(Shown("\n".join(texts), "\n".join(htmls), "\n".join(bare) if has_files else ""))


def is_shown(part: Part) -> bool:
    """A text to read, as opposed to a file; a text with a file name is a file."""
    if part.content_type not in ("text/plain", "text/html", "text", "text/richtext", "text/enriched"):
        return False
    return not files.is_meant_as_file(part)


def _shown(part: Part, contents: Contents) -> Shown:
    raw = part.content()
    label = part.charset
    if part.content_type == "text/html":
        found = None if label else _META.search(raw[:2048])
        label = label or (next(filter(None, found.groups())).decode("ascii") if found else "")
        return Shown(html=_capped(charsets.decode(raw, label), part))
    bare, uuencoded = transfer.uuencoded(raw)
    contents.files.extend(files.from_uuencode(name, content) for name, content in uuencoded)
    return Shown(_lines(raw, label, part), without_files=_lines(bare, label, part) if uuencoded else "")


def _lines(raw: bytes, label: str, part: Part) -> str:
    text = charsets.decode(raw, label).replace("\r\n", "\n").replace("\r", "\n")
    return _reflowed(_capped(text, part), part)


def _capped(text: str, part: Part) -> str:
    """At most what a page can show; the raw mail has the rest."""
    if len(text) > caps.TEXT_CHARACTERS:
        part.headers.notes.append("a text is longer than 1 MB; only its beginning is shown")
    elif part.content_type == "text/html" and len(text) > caps.HTML_CHARACTERS:
        part.headers.notes.append("only the first 512 KB of a long HTML text were turned into plain text")
    return text[: caps.TEXT_CHARACTERS]


def _reflowed(text: str, part: Part) -> str:
    """format=flowed (RFC 3676): lines that end in a blank go on in the next one."""
    if part.parameters.get("format", b"").lower() != b"flowed":
        return text
    is_delsp = part.parameters.get("delsp", b"").lower() == b"yes"
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        is_soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        line = line.removeprefix(" ")
        piece = line[:-1] if is_soft and is_delsp else line
        if is_open and line and not line.startswith(">"):
            lines[-1] += piece
        else:
            lines.append(piece)
        is_open = is_soft and bool(line.strip())
    return "\n".join(lines)
