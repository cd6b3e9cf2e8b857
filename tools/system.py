"""Fails when the machine lacks a program or library that tests need, and says how to get it."""

import ctypes.util
import os
import shutil
import sys

_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
_NEEDED = {
    "chromium": "chromium",
    "dovecot": "dovecot-imapd",
    "git": "git",
    "strace": "strace",
    "tesseract": "tesseract-ocr tesseract-ocr-deu",
}  # program: Debian's package
_LIBRARIES = {"spandsp": "libspandsp2"}  # two fax machines for the tests


def main() -> int:
    """0 if all of them are there."""
    missing = [package for program, package in _NEEDED.items() if not shutil.which(program, path=_PATH)]
    missing += [package for library, package in _LIBRARIES.items() if not ctypes.util.find_library(library)]
    if missing:
        sys.stdout.write(f"Tests need more than Python. On Debian: apt-get install {' '.join(missing)}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
