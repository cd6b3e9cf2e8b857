"""How an event is bound to all events before it; pure functions, so that anybody can recompute the chain."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

BEGINNING = "0" * 64  # stands where the hash of an earlier event would stand
_VERSION = b"hostdesk-event-v1"


def link(
    *, seq: int, about: str, kind: str, at: datetime, actor: str, commitment: str, prev_hash: str
) -> str:
    """SHA-256 in hex over the version and the length-prefixed fields; `at` in UTC (docs/journal.md)."""
    texts = (str(seq), about, kind, instant(at), actor, commitment, prev_hash)
    return link_of(*(text.encode() for text in texts))


def link_of(*fields: bytes) -> str:
    """The same over the seven fields in UTF-8, each prefixed with its length (8 bytes, big-endian)."""
    parts = [_VERSION]
    for field in fields:
        parts += (len(field).to_bytes(8, "big"), field)
    return sha256(b"".join(parts)).hexdigest()


def commitment(salt: str, payload: str) -> str:
    """What the chain holds instead of the payload, so that a lawful erasure leaves the chain whole."""
    return commitment_of(salt.encode(), payload.encode())


def commitment_of(salt: bytes, payload: bytes) -> str:
    """The same in UTF-8; the salt has a fixed length, so nothing can move between the two."""
    return sha256(salt + payload).hexdigest()


def instant(at: datetime) -> str:
    """A point in time as the chain writes it: UTC, always six decimals of a second."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(data: dict[str, Any]) -> str:
    """One JSON text for one content; ASCII, because PostgreSQL takes neither NUL nor lone surrogates."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"an event cannot hold a {type(value).__name__}: {value!r}")
