"""Fails when the machine lacks a program that tests need, and says how to get it."""

import os
import shutil
import sys

_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
_NEEDED = {
    "chromium": "chromium",
    "dovecot": "dovecot-imapd",
    "git": "git",
    "strace": "strace",
}  # program: Debian's package


def main() -> int:
    """0 if all of them are there."""
    missing = [package for program, package in _NEEDED.items() if not shutil.which(program, path=_PATH)]
    if missing:
        sys.stdout.write(f"Tests need more than Python. On Debian: apt-get install {' '.join(missing)}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
