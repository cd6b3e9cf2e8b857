"""Text of a fax by Tesseract, where that is installed: for searching and for suggestions, never for proof."""

import logging
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Sequence
from subprocess import PIPE

from django.conf import settings

from hostdesk.gateways.fax import caps

_SECONDS_A_PAGE = 40.0
_SECONDS = 240.0  # for one fax; pages after that stay pictures
_MEMORY = 1024 * 1024 * 1024  # bytes

log = logging.getLogger(__name__)


def is_there() -> bool:
    """Whether text recognition is installed and wanted (HOSTDESK_FAX_OCR)."""
    return bool(settings.HOSTDESK["HOSTDESK_FAX_OCR"]) and shutil.which("tesseract") is not None


def text_of(scans: Sequence[bytes]) -> str:
    """What can be read on these pages (PNG), "" if nothing or without Tesseract; never raises."""
    if not is_there():
        return ""
    end = time.monotonic() + _SECONDS
    read: list[str] = []
    for scan in scans:
        if time.monotonic() > end:
            break
        read.append(_page(scan))
    return "\n\n".join(one for one in read if one)[: caps.WORDS]


def _page(scan: bytes) -> str:
    words = ["tesseract", "-", "-", "-l", settings.HOSTDESK["HOSTDESK_FAX_OCR"], "--dpi", "204", "--psm", "3"]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    try:
        with subprocess.Popen(words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment) as reader:  # noqa: S603 - the setting is checked
            try:
                _limit(reader.pid)
                said, trouble = reader.communicate(scan, timeout=_SECONDS_A_PAGE)
            finally:
                reader.kill()
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("a page was not recognised: %s", error)
        return ""
    if reader.returncode:
        log.warning("a page was not recognised: %s", trouble[-300:].decode("utf-8", "replace"))
        return ""
    lines = [" ".join(line.split()) for line in said.decode("utf-8", "replace").splitlines()]
    return _closed_up(lines)


def _limit(pid: int) -> None:
    resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.prlimit(pid, resource.RLIMIT_CPU, (int(_SECONDS_A_PAGE),) * 2)
    resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


def _closed_up(lines: list[str]) -> str:
    """Without form feeds and runs of empty lines."""
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept).replace("\x0c", "").replace("\x00", "").strip()
