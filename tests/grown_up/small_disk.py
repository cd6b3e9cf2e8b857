"""A home on a disk of a few megabytes, in a mount namespace of its own: it vanishes with its processes.

Root may mount; others need user namespaces, which most systems allow.
"""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from installation import Part

_SIZE = "24m"
_AS_ROOT = () if os.geteuid() == 0 else ("--map-root-user",)


def on_a_small_disk(home: Path) -> Sequence[str]:
    """What to write before a command, so that it finds `home` on a small disk."""
    home.mkdir()
    mount = f'mount -t tmpfs -o size={_SIZE} tmpfs "$0" && exec "$@"'
    return ("unshare", "--mount", *_AS_ROOT, "sh", "-c", mount, str(home))


def on_the_disk_of(part: Part) -> Sequence[str]:
    """What to write before a command, so that it sees the same disk as `part`."""
    user = ("--user", "--preserve-credentials") if _AS_ROOT else ()
    return ("nsenter", "--target", str(part.running.process.pid), "--mount", *user)


class Filler:
    """A file that leaves no room for anything else."""

    def __init__(self, part: Part, home: Path) -> None:
        self._path = Path(f"/proc/{part.running.process.pid}/root{home}/filler")

    def fill(self) -> None:
        """To the last byte."""
        with self._path.open("ab", buffering=0) as file:
            for size in (1 << 16, 1 << 10, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(b"x" * size)

    def make_room(self) -> None:
        """What an administrator does."""
        self._path.unlink()
