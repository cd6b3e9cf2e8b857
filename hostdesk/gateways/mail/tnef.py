"""winmail.dat, in which Outlook packs what it should have attached."""

import mimetypes
import struct

from tnefparse import TNEF

from hostdesk.gateways.mail import charsets
from hostdesk.gateways.mail.files import RawFile

# What tnefparse has been seen to raise on cut, foreign or hostile files.
_DAMAGE = (
    ValueError,
    struct.error,
    IndexError,
    KeyError,
    AttributeError,
    TypeError,
    UnicodeError,
    LookupError,
    AssertionError,
    OverflowError,
    ArithmeticError,
)


_MOST_OBJECTS = 1000


def unpacked(file: RawFile, notes: list[str]) -> list[RawFile]:
    """The files within, and the text and HTML as files; [] if it cannot be read."""
    if _objects(file.content) > _MOST_OBJECTS:
        notes.append("winmail.dat has too many pieces; it is kept as it came")
        return []
    try:
        return _files(TNEF(file.content, do_checksum=False))
    except _DAMAGE as error:
        notes.append(f"winmail.dat could not be unpacked ({type(error).__name__}); it is kept as it came")
        return []


def _objects(content: bytes) -> int:
    """How many objects there are; tnefparse copies the rest of the file for each of them."""
    count, position = 0, 6
    while position + 9 < len(content) and count <= _MOST_OBJECTS:
        position += 11 + int.from_bytes(content[position + 5 : position + 9], "little")
        count += 1
    return count


def _files(box: TNEF) -> list[RawFile]:
    found = []
    for attachment in box.attachments:
        name = _name(attachment, box.codepage or "cp1252")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        found.append(RawFile(name, kind, bytes(attachment.data or b"")))
    return found


def _name(attachment: object, codepage: str) -> str:
    # `.long_filename()` and `.name` decode with the wrong charset and raise; the bytes do not.
    for wanted in ("long_filename", "name"):
        value = getattr(attachment, wanted, "")
        value = value() if callable(value) else value
        if value:
            text = value if isinstance(value, str) else charsets.decode(bytes(value), codepage)
            return text.strip("\x00 ")
    return ""
