"""CSV for people with a spreadsheet and for other programs."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8, commas, every cell in quotes."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([head, *rows])
    return out.getvalue().encode()


def text(cell: str) -> str:
    """A cell that somebody else has written: no spreadsheet takes it for a formula (OWASP ASVS 1.2.10)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
