"""Parts that are files: their names in every notation, their bytes complete."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass

from hostdesk.core.incoming import File
from hostdesk.gateways.mail import charsets, headers, parameters, words
from hostdesk.gateways.mail.structure import Part
from hostdesk.lib import file_names

_USUAL_NAMES = {
    "text/calendar": "calendar.ics",
    "application/pgp-signature": "signature.asc",
    "application/pgp-encrypted": "version.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "text/rfc822-headers": "headers.txt",
    "application/ms-tnef": "winmail.dat",
}
_CID = re.compile(r"cid:([^\"'\s>)]{1,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as the mail names it, before names are made safe and unique."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


def is_meant_as_file(part: Part) -> bool:
    """The sender called it an attachment or gave it a file name."""
    disposition, found = parameters.read(part.headers.first("content-disposition"))
    return disposition == "attachment" or bool(_name(part, found))


def read(part: Part, hint: str = "") -> list[RawFile]:
    """The file in a part; a winmail.dat gives what is packed in it."""
    _, found = parameters.read(part.headers.first("content-disposition"))
    name = _name(part, found, hint) or _name_in(_content_id(part))
    if part.content_type.startswith("message/") and part.content_type != "message/external-body":
        return [RawFile(name or _subject_of(part), part.content_type, part.content(), _content_id(part))]
    file = RawFile(name, part.content_type, part.content(), _content_id(part))
    if (
        part.content_type in ("application/ms-tnef", "application/vnd.ms-tnef")
        or name.lower() == "winmail.dat"
    ):
        from hostdesk.gateways.mail import tnef  # rare, and its library is slow to load

        return tnef.unpacked(file, part.headers.notes) or [file]
    return [file]


def from_uuencode(name: bytes, content: bytes) -> RawFile:
    """A file that stood between `begin` and `end` in plain text."""
    text = charsets.decode(name)
    return RawFile(text, mimetypes.guess_type(text)[0] or "application/octet-stream", content)


def finished(raw_files: list[RawFile], html: str) -> tuple[File, ...]:
    """Files with safe and unique names; inline are those that the HTML shows by their Content-ID."""
    shown = {match.group(1).lower() for match in _CID.finditer(html)}
    taken: set[str] = set()
    return tuple(_finished(raw, shown, taken) for raw in raw_files)


def _finished(raw: RawFile, shown: set[str], taken: set[str]) -> File:
    name = _unique(file_names.safe(raw.name or _usual_name(raw.content_type)), taken)
    return File(
        name=name,
        content_type=raw.content_type,
        content=raw.content,
        sha256=hashlib.sha256(raw.content).hexdigest(),
        content_id=raw.content_id,
        is_inline=bool(raw.content_id) and raw.content_id.lower() in shown,
    )


def _unique(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    candidate, count = name, 1
    while candidate.lower() in taken:
        count += 1
        candidate = f"{stem} ({count}).{ending}" if dot and stem else f"{name} ({count})"
    taken.add(candidate.lower())
    return candidate


def _name(part: Part, disposition: parameters.Parameters, hint: str = "") -> str:
    hint = part.charset or hint
    return (
        parameters.text(disposition, "filename", hint)
        or parameters.text(part.parameters, "name", hint)
        or parameters.text(disposition, "name", hint)
        or parameters.text(part.parameters, "filename", hint)
    )


def _name_in(content_id: str) -> str:
    """Outlook hides the name of an inline image in its Content-ID: image001.jpg@01CDB132.D8A510F0."""
    name = content_id.partition("@")[0]
    return name if re.fullmatch(r"[\w-]{1,60}\.[A-Za-z]{3,4}", name) else ""


def _usual_name(content_type: str) -> str:
    if content_type in _USUAL_NAMES:
        return _USUAL_NAMES[content_type]
    kind = {"image": "image", "audio": "audio", "video": "video", "text": "text"}.get(
        content_type.split("/")[0], "file"
    )
    return kind + (mimetypes.guess_extension(content_type) or "")


def _subject_of(part: Part) -> str:
    inner = part.content()[:65536]
    subject = words.decode(headers.split(inner, is_whole_mail=True)[0].first("subject"))
    return f"{file_names.safe(subject[:100], 'message')}.eml"


def _content_id(part: Part) -> str:
    return part.headers.first("content-id").decode("utf-8", "replace").strip(" <>\t")
