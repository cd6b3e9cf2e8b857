"""Fails when a file names a machine's folder, a package registry or an address that is not ours to name."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_LARGEST = 2_000_000  # bytes; a larger file does not belong here

# Written in pieces, so that this file does not name them.
_UNWANTED = {
    "a folder of somebody's machine": r"(?<![\w.-])/(?:ro{2}t|home/\w+|Users/\w+|w{1}ork|f{1}arm)/",
    "a package registry's host": r"py"
    r"pi\.org|pythonhost"
    r"ed\.org|registry\.npm"
    r"js|deb\.debi"
    r"an\.org",
}


def main() -> int:
    """0 if every tracked file is clean."""
    found = [line for name in _tracked() for line in _findings(name)]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


def _tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def _findings(name: str) -> list[str]:
    content = (ROOT / name).read_bytes()
    if len(content) > _LARGEST:
        return [f"{name}: {len(content)} bytes are too many"]
    if b"\0" in content[:8000]:
        return []
    lines = content.decode("utf-8", "replace").splitlines()
    return [
        f"{name}:{number}: {what}: {line.strip()[:120]}"
        for number, line in enumerate(lines, 1)
        for what, pattern in _UNWANTED.items()
        if re.search(pattern, line)
    ]


if __name__ == "__main__":
    sys.exit(main())
