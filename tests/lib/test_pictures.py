"""What may be shown as a picture in an article."""

import struct

import pytest

from hostdesk.lib import pictures


def png(width: int = 3, height: int = 2) -> bytes:
    """The head of a PNG."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"rest"


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG of these segments and a frame of 30 x 20."""
    frame = (0xC0, struct.pack(">BHHB", 8, 20, 30, 3))
    parts = [
        struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
        for marker, body in (*segments, frame, (0xDA, b""))
    ]
    return b"\xff\xd8" + b"".join(parts) + b"scan\xff\xd9"


@pytest.mark.parametrize(
    ("content", "kind", "size"),
    [
        (png(), "png", (3, 2)),
        (jpeg(), "jpg", (30, 20)),
        (b"GIF89a" + struct.pack("<HH", 7, 8), "gif", (7, 8)),
        (b"RIFF0000WEBPVP8X" + b"\0" * 8 + b"\x09\0\0\x04\0\0", "webp", (10, 5)),
    ],
)
def test_pictures_are_told_by_their_bytes(content: bytes, kind: str, size: tuple[int, int]) -> None:
    found = pictures.read(content)
    assert (found.ending, (found.width, found.height)) == (kind, size)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kind"),
        (b"<?xml version='1.0'?><svg/>", "kind"),
        (b"", "kind"),
        (b"%PDF-1.7", "kind"),
        (png(60_000, 60_000), "pixels"),
        (png(7_900, 7_900), "pixels"),
        (png(0, 5), "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (jpeg((0xC0, struct.pack(">BHHB", 8, 1, 1, 3))), "damaged"),
        (png() + b"x" * pictures.LARGEST, "large"),
        (b"RIFF0000WEBPXXXX", "damaged"),
    ],
)
def test_everything_else_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(pictures.NoPicture, match=why):
        pictures.read(content)


def test_a_photograph_does_not_say_where_it_was_taken() -> None:
    found = pictures.read(jpeg((0xE0, b"JFIF"), (0xE1, b"Exif GPS 48.1"), (0xFE, b"by Ada"), (0xE2, b"ICC")))
    assert b"GPS" not in found.content
    assert b"Ada" not in found.content
    assert b"ICC" in found.content
    assert found.content.endswith(b"scan\xff\xd9")
