"""The pages of a fax: pictures that a browser shows, a PDF/A for the shelf, and what is wrong with them.

Runs in a process of its own (`reader_child`), because strangers choose the bytes.
"""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import img2pdf
import pypdfium2
from PIL import Image, ImageCms, ImageSequence, TiffImagePlugin

from hostdesk.gateways.fax import caps

_TIFF = (b"II*\x00", b"MM\x00*")
_BAD_LINES = 326  # TIFF tag BadFaxLines (TIFF-F, RFC 2306)
_A4_MM, _SHORT = 297.0, 0.98  # a page with fewer lines than this was cut
_SCAN_DPI = 204


class Unusable(ValueError):
    """No fax that could be shown; the text is a code of the quarantine."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page, with square pixels: `scan` has every dot, for machines; `picture` is what people look at."""

    scan: Image.Image
    is_short: bool = False
    bad_lines: int = 0


def kind_of(content: bytes) -> str:
    """Told by the first bytes: "tif", "pdf" or ""."""
    if content.startswith(_TIFF):
        return "tif"
    return "pdf" if content[:1024].lstrip().startswith(b"%PDF-") else ""


def pages_of(content: bytes) -> Iterator[Page]:
    """Each page in its turn; Unusable beyond our caps or if it is neither TIFF nor PDF."""
    readers = {"tif": _tiff, "pdf": _pdf}
    kind = kind_of(content)
    if not kind:
        raise Unusable("not_a_fax")
    for count, page in enumerate(readers[kind](content), 1):
        if count > caps.PAGES:
            raise Unusable("too_many_pages")
        yield page


def told_by(content: bytes) -> str:
    """What the sending machine calls itself (TSI), from the TIFF; "" if it says nothing."""
    if kind_of(content) != "tif":
        return ""
    with Image.open(io.BytesIO(content)) as image:
        words = cast(TiffImagePlugin.TiffImageFile, image).tag_v2.get(TiffImagePlugin.IMAGEDESCRIPTION, "")
    return str(words).split("\n")[0].strip()[:100]


def picture(page: Page) -> bytes:
    """PNG for the desk: half the dots in sixteen greys."""
    width = caps.PICTURE_PIXELS
    height = max(1, round(page.scan.height * width / page.scan.width))
    small = page.scan.convert("L").resize((width, height), Image.Resampling.BOX)
    return _png(small.quantize(16))


def scan(page: Page) -> bytes:
    """PNG in black and white, for text recognition."""
    return _png(page.scan)


def archived(content: bytes, at: datetime, profile: str) -> bytes:
    """A TIFF as PDF/A-1b, the dots as they are; `profile` is the path of an ICC profile."""
    made = img2pdf.convert(
        content,
        pdfa=profile,
        creationdate=at,
        moddate=at,
        rotation=img2pdf.Rotation.ifvalid,
        engine=img2pdf.Engine.pikepdf,
    )
    return bytes(made)


def colour_profile() -> str:
    """The path of the profile that PDF/A wants, in memory: the reader may write no files."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    handle = os.memfd_create("sRGB.icc")
    os.write(handle, profile)
    return f"/proc/self/fd/{handle}"


def _tiff(content: bytes) -> Iterator[Page]:
    with Image.open(io.BytesIO(content), formats=["TIFF"]) as image:
        for frame in ImageSequence.Iterator(image):
            _check(frame.width, frame.height)
            across, down = _resolution(frame)
            height = max(1, round(frame.height * across / down))
            _check(frame.width, height)
            lines = frame.height * 25.4 / down
            bad = cast(TiffImagePlugin.TiffImageFile, image).tag_v2.get(_BAD_LINES, 0)
            square = frame.convert("L").resize((frame.width, height), Image.Resampling.NEAREST).convert("1")
            yield Page(square, lines < _A4_MM * _SHORT, _whole(bad))


def _pdf(content: bytes) -> Iterator[Page]:
    document = pypdfium2.PdfDocument(content)
    if len(document) > caps.PAGES:
        raise Unusable("too_many_pages")
    for page in document:
        scale = _SCAN_DPI / 72
        _check(int(page.get_width() * scale), int(page.get_height() * scale))
        rendered = page.render(scale=scale, grayscale=True).to_pil()
        yield Page(rendered.convert("L").point(lambda dot: 255 if dot > 160 else 0).convert("1"))


def _check(width: int, height: int) -> None:
    if min(width, height) < 1 or width * height > caps.PIXELS:
        raise Unusable("too_many_pixels")


def _resolution(frame: Image.Image) -> tuple[float, float]:
    """Dots an inch; a fax that does not say has the usual ones, told apart by its width and height."""
    across, down = (float(one) for one in frame.info.get("dpi", (0, 0)))
    if not (30 <= across <= 1300 and 30 <= down <= 1300):
        return 204.0, 98.0 if frame.height < 1500 else 196.0
    return across, down


def _whole(value: Any) -> int:
    return int(value) if isinstance(value, int) else 0


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
