"""What a process asked of the disk, in order: read from a record of strace."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STRACE = (
    "strace", "-f", "-qq", "-y", "-s", "120",
    "-e", "trace=write,pwrite64,fsync,fdatasync,rename,sendto,exit_group", "-o",
)  # fmt: skip
_LINE = re.compile(r"(\d+) +(.*)")
_UNFINISHED = " <unfinished ...>"
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)")


@dataclass(frozen=True)
class Call:
    """One system call; a write counts from its begin, a sync from its end: the worse of the two."""

    name: str
    text: str

    @property
    def path(self) -> str:
        """The file behind its first argument."""
        found = re.search(r"\(\d+<([^>]*)>", self.text)
        return found[1] if found else ""

    @property
    def new_name(self) -> str:
        """Of a rename."""
        return self.text.split('"')[3]


def calls(record: Path) -> Iterator[Call]:
    """In the order in which they count."""
    begun: dict[str, str] = {}
    for line in record.read_text(errors="replace").splitlines():
        found = _LINE.match(line)
        if not found:
            continue
        thread, text = found.groups()
        if resumed := _RESUMED.match(text):
            whole = begun.pop(thread, "") + resumed[1]
            if _is_sync(whole):
                yield Call(_name(whole), whole)
        elif text.endswith(_UNFINISHED):
            begun[thread] = text.removesuffix(_UNFINISHED)
            if not _is_sync(text):
                yield Call(_name(text), text)
        else:
            yield Call(_name(text), text)


def not_durable(before: list[Call], home: Path) -> set[str]:
    """Files whose new content a power cut would take back, and folders that would lose a name."""
    loose: set[str] = set()
    for call in before:
        if call.name in ("write", "pwrite64") and call.path.startswith(str(home)):
            loose.add(call.path)
        elif call.name == "rename" and call.text.endswith("= 0"):
            loose.add(str(Path(call.new_name).parent))
        elif call.name in ("fsync", "fdatasync") and call.text.endswith("= 0"):
            loose.discard(call.path)
    return loose


def _name(text: str) -> str:
    return text.partition("(")[0]


def _is_sync(text: str) -> bool:
    return _name(text) in ("fsync", "fdatasync", "rename")
