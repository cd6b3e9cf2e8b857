"""A submission as bytes, always the same for the same submission, and back: what is kept for ever.

A mark, a line of JSON in ASCII with sorted keys, then the files' contents one after the other. One file on
the disk holds all of it, so that it is there as a whole or not at all.
"""

import hashlib
import json
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from hostdesk.core.complaints import Disputed, Wanted
from hostdesk.core.incoming import File
from hostdesk.gateways.form.submission import Submission

MARK = b"HOSTDESK FORM 1\n"
HEAD = 1 << 20  # bytes in which the line of JSON ends, unless somebody wrote a very long text


def to_bytes(submission: Submission) -> bytes:
    """The canonical bytes; whatever Python can hold as text survives, lone surrogates too."""
    said = {one.name: getattr(submission, one.name) for one in fields(Submission)}
    said["files"] = [{**_facts(file), "size": file.size} for file in submission.files]
    said["items"] = [asdict(item) for item in submission.items]
    line = json.dumps(said, sort_keys=True, separators=(",", ":"), default=str)
    return b"".join((MARK, line.encode("ascii"), b"\n", *(file.content for file in submission.files)))


def from_bytes(raw: bytes) -> Submission:
    """The submission that these bytes are; raises ValueError for anything else."""
    said, rest = _parted(raw)
    try:
        submission = _submission(said, _files(said.pop("files"), rest))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"no form: {error}") from error
    if to_bytes(submission) != raw:
        raise ValueError("not the canonical bytes")
    return submission


def typed(head: bytes) -> dict[str, str]:
    """What was typed, by the names of the fields, without files; {} if `head` holds no whole line."""
    try:
        said, _ = _parted(head)
    except ValueError:
        return {}
    return {name: value for name, value in said.items() if isinstance(value, str)}


def _parted(raw: bytes) -> tuple[dict[str, Any], bytes]:
    if not raw.startswith(MARK):
        raise ValueError("not a form")
    line, end, rest = raw[len(MARK) :].partition(b"\n")
    said = json.loads(line) if end else None
    if not isinstance(said, dict):
        raise ValueError("its first line is not whole")
    return said, rest


def _facts(file: File) -> dict[str, str]:
    return {"name": file.name, "content_type": file.content_type}


def _files(heads: list[dict[str, Any]], contents: bytes) -> tuple[File, ...]:
    files, start = [], 0
    for head in heads:
        content = contents[start : start + head["size"]]
        start += head["size"]
        files.append(File(head["name"], head["content_type"], content, hashlib.sha256(content).hexdigest()))
    return tuple(files)


def _submission(said: dict[str, Any], files: tuple[File, ...]) -> Submission:
    items = tuple(_disputed(one) for one in said.pop("items"))
    return Submission(**{**said, "read": tuple(said["read"]), "files": files, "items": items})


def _disputed(plain: dict[str, Any]) -> Disputed:
    amount = None if plain["amount"] is None else Decimal(plain["amount"])
    return Disputed(**{**plain, "amount": amount, "wanted": Wanted(plain["wanted"])})
