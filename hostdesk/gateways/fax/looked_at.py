"""What the reader process found in a fax, and how it is handed back: JSON and pictures, never code."""

import json
from dataclasses import dataclass

_HEAD = 8  # bytes of each length


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The pages in their order; `unusable` says why there are none."""

    unusable: str = ""
    detail: str = ""
    kind: str = ""  # "tif" or "pdf"
    station: str = ""  # what the sending machine calls itself
    short_pages: tuple[int, ...] = ()  # counted from 1
    bad_lines: int = 0
    codes: tuple[str, ...] = ()
    pictures: tuple[bytes, ...] = ()  # PNG
    scans: tuple[bytes, ...] = ()  # PNG
    archived: bytes = b""  # PDF/A; "" if the file is a PDF itself


def to_bytes(found: LookedAt) -> bytes:
    """One frame."""
    parts = [*found.pictures, *found.scans, found.archived]
    head = json.dumps(
        {
            "unusable": found.unusable, "detail": found.detail, "kind": found.kind, "station": found.station,
            "short_pages": found.short_pages, "bad_lines": found.bad_lines, "codes": found.codes,
            "sizes": [len(one) for one in parts], "pictures": len(found.pictures),
        }
    ).encode()  # fmt: skip
    return len(head).to_bytes(_HEAD, "big") + head + b"".join(parts)


def from_bytes(raw: bytes) -> LookedAt:
    """The inverse of `to_bytes`; KeyError, TypeError or ValueError for anything else."""
    start = _HEAD + int.from_bytes(raw[:_HEAD], "big")
    said = json.loads(raw[_HEAD:start])
    parts: list[bytes] = []
    for size in said["sizes"]:
        parts.append(raw[start : start + size])
        start += size
    if start != len(raw):
        raise ValueError("an answer of another length than it says")
    count = int(said["pictures"])
    return LookedAt(
        str(said["unusable"]), str(said["detail"]), str(said["kind"]), str(said["station"]),
        tuple(int(one) for one in said["short_pages"]), int(said["bad_lines"]),
        tuple(str(one) for one in said["codes"]),
        tuple(parts[:count]), tuple(parts[count : 2 * count]), parts[-1] if parts else b"",
    )  # fmt: skip
