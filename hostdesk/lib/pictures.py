"""Pictures for pages: PNG, JPEG, GIF and WebP, told by their bytes and never decoded here.

SVG is a program and stays out. The size is read from the header, so that no bomb of pixels reaches a reader's
browser. A JPEG loses what cameras write about place and owner.
"""

import struct
from dataclasses import dataclass

LARGEST = 5_000_000  # bytes
WIDEST = 8_000  # pixels, either way
MOST_PIXELS = 25_000_000


class NoPicture(ValueError):
    """Not one of these kinds, damaged, or too large; the text says which."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a browser shows."""

    content: bytes  # without what a camera adds
    content_type: str
    ending: str
    width: int
    height: int


def read(content: bytes) -> Picture:
    """The picture in these bytes; NoPicture."""
    if len(content) > LARGEST:
        raise NoPicture("large")
    for is_it, size, content_type, ending in _KINDS:
        if is_it(content):
            try:
                width, height = size(content)
            except (struct.error, IndexError) as error:
                raise NoPicture("damaged") from error
            _check(width, height)
            bare = _bare_jpeg(content) if ending == "jpg" else content
            return Picture(bare, content_type, ending, width, height)
    raise NoPicture("kind")


def _check(width: int, height: int) -> None:
    if min(width, height) < 1:
        raise NoPicture("damaged")
    if max(width, height) > WIDEST or width * height > MOST_PIXELS:
        raise NoPicture("pixels")


def _png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        raise NoPicture("damaged")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _gif(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", content[6:10])
    return width, height


def _webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        width, height = (one & 0x3FFF for one in struct.unpack("<HH", content[26:30]))
    else:
        raise NoPicture("damaged")
    return width, height


def _segments(content: bytes) -> list[tuple[int, int, int]]:
    """Marker, beginning and end of each segment before the picture itself (JPEG, ITU T.81 B.1)."""
    found, place = [], 2
    while True:
        if content[place] != 0xFF:
            raise NoPicture("damaged")
        marker = content[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        if length < 2:
            raise NoPicture("damaged")
        found.append((marker, place, place + 2 + length))
        if marker == 0xDA:
            return found
        place += 2 + length


def _jpeg(content: bytes) -> tuple[int, int]:
    frames = [start for marker, start, _end in _segments(content) if _is_frame(marker)]
    # Whoever names two sizes wants one to be checked and the other to be shown.
    if len(frames) != 1:
        raise NoPicture("damaged")
    height, width = struct.unpack(">HH", content[frames[0] + 5 : frames[0] + 9])
    return width, height


def _is_frame(marker: int) -> bool:
    return 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)


def _bare_jpeg(content: bytes) -> bytes:
    """Without Exif, XMP, IPTC and comments; colour profiles (APP2) and Adobe's mark (APP14) stay."""
    dropped = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}
    segments = _segments(content)
    head = b"".join(content[start:end] for marker, start, end in segments if marker not in dropped)
    return content[:2] + head + content[segments[-1][2] :]


_KINDS = (
    (lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), _png, "image/png", "png"),
    (lambda content: content.startswith(b"\xff\xd8\xff"), _jpeg, "image/jpeg", "jpg"),
    (lambda content: content[:6] in (b"GIF87a", b"GIF89a"), _gif, "image/gif", "gif"),
    (lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP", _webp, "image/webp", "webp"),
)
