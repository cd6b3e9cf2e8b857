"""Looks at a fax in a process of its own, so that no file can stall or exhaust the desk."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways.fax import caps
from hostdesk.gateways.fax.looked_at import LookedAt, from_bytes

_ROOT = Path(__file__).parents[3]


def look(content: bytes, at: datetime, seconds: float = caps.WALL_SECONDS) -> LookedAt:
    """What the file shows, received at `at` (UTC); never raises for what it contains.

    Raises TemporaryFailure if no reader process can be started: then no fax is to blame.
    """
    if len(content) > caps.BYTES:
        return LookedAt("too_large")
    try:
        # An environment of its own: the reader has no use for the desk's secrets.
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-m", "hostdesk.gateways.fax.reader_child", at.isoformat()],
            input=content, capture_output=True, timeout=seconds, check=False,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return LookedAt("timeout")
    except OSError as error:
        raise TemporaryFailure(f"the fax reader does not start: {error}") from error
    try:
        return from_bytes(done.stdout)
    except (KeyError, TypeError, ValueError):
        return LookedAt("crashed", f"the reader ended with {done.returncode}: {done.stderr[-2000:]!r}")
