"""What goes through the pipe between the desk and its reader process: JSON and file contents.

Not pickle: a reader that a hostile mail took over must not be able to run code in the desk.
"""

import json
from dataclasses import asdict, fields
from typing import Any

from hostdesk.core.incoming import Address, Authentication, Bounce, File, Incoming, Robot, Verdict
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.gateways.mail.facts import Facts

HEAD_BYTES = 16  # two lengths, 8 bytes each, big-endian


def frame(head: dict[str, Any], *blobs: bytes) -> list[bytes]:
    """The pieces to write, in order."""
    text = json.dumps(head).encode("ascii")
    size = sum(map(len, blobs))
    return [len(text).to_bytes(8, "big") + size.to_bytes(8, "big"), text, *blobs]


def lengths(head: bytes) -> tuple[int, int]:
    """Bytes of JSON and of blobs that follow the 16 bytes of a frame's head."""
    return int.from_bytes(head[:8], "big"), int.from_bytes(head[8:16], "big")


def from_facts(facts: Facts) -> dict[str, Any]:
    """Facts as plain data."""
    return asdict(facts)


def to_facts(plain: dict[str, Any]) -> Facts:
    """The inverse of `from_facts`."""
    return Facts(
        **{
            **plain,
            "recipients": tuple(plain["recipients"]),
            "trace": tuple((name, value) for name, value in plain["trace"]),
        }
    )


def from_result(result: Incoming | Unreadable) -> list[bytes]:
    """A result as a frame."""
    if isinstance(result, Unreadable):
        return frame({"unreadable": asdict(result)})
    plain = {field.name: getattr(result, field.name) for field in fields(result) if field.name != "files"}
    head = json.loads(json.dumps(plain, default=asdict))
    head["files"] = [{**_file_head(file), "size": file.size} for file in result.files]
    return frame(head, *(file.content for file in result.files))


def to_result(plain: dict[str, Any], blob: bytes) -> Incoming | Unreadable:
    """The inverse of `from_result`; raises KeyError, TypeError or ValueError for anything else."""
    if "unreadable" in plain:
        found = plain["unreadable"]
        return Unreadable(**{**found, "reason": Reason(found["reason"])})
    return Incoming(
        **{
            **plain,
            "sender": Address(**plain["sender"]),
            **{name: tuple(Address(**item) for item in plain[name]) for name in ("to", "cc", "reply_to")},
            **{name: tuple(plain[name]) for name in _TUPLES},
            "robot": Robot(plain["robot"]),
            "bounce": Bounce(**plain["bounce"]) if plain["bounce"] else None,
            "bounces": tuple(Bounce(**item) for item in plain["bounces"]),
            "authentication": Authentication(
                **{name: Verdict(value) for name, value in plain["authentication"].items()}
            ),
            "files": _files(plain["files"], blob),
        }
    )


_TUPLES = ("recipients", "references", "loop_marks", "notes", "dkim_keys", "sheets")


def _file_head(file: File) -> dict[str, Any]:
    return {field.name: getattr(file, field.name) for field in fields(file) if field.name != "content"}


def _files(heads: list[dict[str, Any]], blob: bytes) -> tuple[File, ...]:
    files, start = [], 0
    for head in heads:
        size = head.pop("size")
        files.append(File(content=blob[start : start + size], **head))
        start += size
    return tuple(files)
