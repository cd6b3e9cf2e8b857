"""The reader process: one fax on standard input, what it shows on standard output, under hard limits."""

import resource
import sys
import traceback
from datetime import datetime
from pathlib import Path

from hostdesk.gateways.fax import caps, codes, pages
from hostdesk.gateways.fax.looked_at import LookedAt, to_bytes


def main(at: str) -> int:
    """`at` is when it was received, ISO 8601."""
    profile = pages.colour_profile()
    content = sys.stdin.buffer.read(caps.BYTES + 1)
    _limit()
    sys.stdout.buffer.write(to_bytes(look(content, datetime.fromisoformat(at), profile)))
    return 0


def look(content: bytes, at: datetime, profile: str) -> LookedAt:
    """One fax, whatever it does."""
    try:
        return _looked_at(content, at, profile)
    except pages.Unusable as error:
        return LookedAt(str(error))
    except MemoryError:
        return LookedAt("memory")
    except Exception:  # noqa: BLE001 - kept for the person who looks into the quarantine
        return LookedAt("crashed", traceback.format_exc()[-4000:])


def _looked_at(content: bytes, at: datetime, profile: str) -> LookedAt:
    if len(content) > caps.BYTES:
        raise pages.Unusable("too_large")
    pictures, scans, found, short, bad = [], [], [], [], 0
    for number, page in enumerate(pages.pages_of(content), 1):
        pictures.append(pages.picture(page))
        scans.append(pages.scan(page))
        found += codes.on_page(page.scan)
        bad += page.bad_lines
        if page.is_short:
            short.append(number)
    kind = pages.kind_of(content)
    archived = pages.archived(content, at, profile) if kind == "tif" else b""
    return LookedAt(
        kind=kind, station=pages.told_by(content), short_pages=tuple(short), bad_lines=bad,
        codes=tuple(dict.fromkeys(found)), pictures=tuple(pictures), scans=tuple(scans), archived=archived,
    )  # fmt: skip


def _limit() -> None:
    """No memory or time beyond the caps, no core dumps, and no writing of files: a reader only reads."""
    status = Path("/proc/self/statm")
    idle = int(status.read_text().split()[0]) * resource.getpagesize() if status.exists() else 1 << 29
    resource.setrlimit(resource.RLIMIT_AS, (idle + caps.MEMORY_BYTES,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (caps.CPU_SECONDS, caps.CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
