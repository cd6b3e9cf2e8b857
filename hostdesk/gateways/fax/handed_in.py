"""A fax as it is kept: one line of JSON that says how it came, then the file, byte for byte."""

import json
from dataclasses import asdict, dataclass
from typing import Any

_VERSION = 1
_HEAD = 20_000  # bytes; more is no head of ours


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the fax server told, and the file; empty if no page came through."""

    file: bytes
    device: str
    commid: str  # the server's own number of the call
    error: str = ""  # why it broke off, in the server's words; "" if it is complete
    caller: str = ""  # as the network told it; "" if withheld
    caller_name: str = ""
    dialled: str = ""


def to_bytes(fax: HandedIn) -> bytes:
    """The same fax makes the same bytes."""
    facts = {name: value for name, value in asdict(fax).items() if name != "file"}
    head = json.dumps({"fax": _VERSION, **facts}, sort_keys=True, ensure_ascii=True)
    return head.encode("ascii") + b"\n" + fax.file


def from_bytes(raw: bytes) -> HandedIn:
    """The inverse of `to_bytes`; ValueError for anything else."""
    head, newline, file = raw.partition(b"\n")
    if not newline or len(head) > _HEAD:
        raise ValueError("this is no fax as we keep them")
    said: dict[str, Any] = json.loads(head)
    if not isinstance(said, dict) or said.pop("fax", None) != _VERSION:
        raise ValueError("this is no fax as we keep them")
    try:
        return HandedIn(file=file, **{name: str(value) for name, value in said.items()})
    except TypeError as error:
        raise ValueError(f"this is no fax as we keep them: {error}") from error
