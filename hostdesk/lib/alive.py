"""A sign of life per process, in HOSTDESK_HOME/alive: what a dead process had claimed need not wait.

The sign is a locked file. The kernel drops the lock with the process, however it dies; a process id could
have been given to another process meanwhile.
"""

import fcntl
import os
import threading
import time
import uuid
from pathlib import Path

from django.conf import settings

_LONG_GONE = 7 * 86400  # seconds; by then no lease is waiting for the news
_lock = threading.Lock()
_own: tuple[int, str] | None = None  # process id and name of the sign; a forked child makes its own
_handles: list[int] = []  # held open until the process ends


def sign() -> str:
    """The name under which this process claims work; made and locked on first use."""
    global _own
    with _lock:
        if _own is None or _own[0] != os.getpid():
            _own = (os.getpid(), _make())
        return _own[1]


def is_dead(name: str) -> bool:
    """True only if the process that made this sign here is certainly gone."""
    path = _folder() / name
    if not name or name == sign():
        return False  # opening and closing our own file would drop our own lock
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False  # made on another machine, perhaps: its lease decides
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def sweep() -> None:
    """Remove the signs of processes that are long gone."""
    for path in _folder().glob("[!.]*"):
        if time.time() - path.stat().st_mtime > _LONG_GONE and is_dead(path.name):
            path.unlink(missing_ok=True)


def _make() -> str:
    name = uuid.uuid4().hex
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    # Locked under a hidden name first: nobody may see the sign before it is locked.
    hidden = _folder() / f".{name}"
    handle = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.lockf(handle, fcntl.LOCK_EX)
    hidden.rename(_folder() / name)
    _handles.append(handle)
    return name


def _folder() -> Path:
    return Path(settings.HOME) / "alive"
