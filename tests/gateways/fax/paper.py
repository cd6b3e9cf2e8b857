"""Sheets of paper for the fax machine: TIFF as a scanner makes it, 204 × 98 dots an inch."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, LINES, FINE = 1728, 1146, 2292
LETTER = "Sehr geehrte Damen und Herren,\nbitte buchen Sie die Rechnung R-2026-10441\nnicht noch einmal ab."


def sheet(text: str = LETTER, height: int = FINE) -> Image.Image:
    """A page with square dots; text in a readable size."""
    page = Image.new("1", (WIDTH, height), 1)
    font = ImageFont.truetype("DejaVuSans.ttf", 44)
    ImageDraw.Draw(page).multiline_text((160, 260), text, fill=0, font=font, spacing=24)
    return page


def tiff(pages: Sequence[Image.Image] = (), lines: int = FINE) -> bytes:
    """Pages as a fax: `lines` of each, G4, with the resolution that belongs to so many on A4."""
    down = 98.0 if lines <= 1200 else 196.0
    drawn = [one.resize((WIDTH, lines)) for one in pages or (sheet(), sheet("Seite 2"))]
    out = io.BytesIO()
    drawn[0].save(
        out, "TIFF", save_all=True, append_images=drawn[1:], compression="group4", dpi=(204.0, down)
    )
    return out.getvalue()


def written(folder: Path, content: bytes, name: str = "fax000000001.tif") -> Path:
    """As a file in the fax server's queue."""
    path = folder / name
    path.write_bytes(content)
    return path
