"""Named places at which a test may kill this process, as a power cut would."""

import os
import signal
import threading

_name, _, _count = os.environ.get("HOSTDESK_FAILPOINT", "").partition(":")
_passes_left = int(_count or 1)
_lock = threading.Lock()


def failpoint(name: str) -> None:
    """Die here by SIGKILL if HOSTDESK_FAILPOINT is `name` or `name:n` (n-th pass); otherwise do nothing."""
    if name == _name:
        _count_down()


def _count_down() -> None:
    global _passes_left
    with _lock:
        _passes_left -= 1
        if _passes_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
