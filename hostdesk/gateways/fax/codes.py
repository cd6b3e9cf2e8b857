"""QR codes on received pages; whether one is ours, and genuine, is decided outside of the reader."""

from collections.abc import Iterator

import zxingcpp
from PIL import Image, ImageFilter

from hostdesk.core.reply_code import MARK

_MOST = 20  # of one page
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def on_page(scan: Image.Image) -> list[str]:
    """What looks like a code of ours on a page with square pixels; further looks find smudged ones."""
    for seen in _looks(scan.convert("L")):
        found = [one.text for one in zxingcpp.read_barcodes(seen, formats=_QR)]
        ours = [one for one in found[:_MOST] if one.startswith(MARK)]
        if ours:
            return list(dict.fromkeys(ours))
    return []


def _looks(grey: Image.Image) -> Iterator[Image.Image]:
    yield grey
    yield grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC).filter(
        ImageFilter.GaussianBlur(1.6)
    )
    yield grey.filter(ImageFilter.MedianFilter(3))
