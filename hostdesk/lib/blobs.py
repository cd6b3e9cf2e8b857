"""Files named by their content, kept for ever in HOSTDESK_HOME/blobs: what is stored survives a power cut."""

import hashlib
import os
import time
import uuid
from io import BufferedReader
from pathlib import Path

from django.conf import settings

from hostdesk.lib.failpoints import failpoint

_CHUNK = 1 << 20  # bytes written or hashed at once
_LEFT_BEHIND = 3600  # seconds after which an unfinished file has certainly no writer any more
_named: set[Path] = set()  # folders whose names this process knows to be durable


class Damaged(OSError):
    """The disk gives back something else than was stored."""


def store(content: bytes) -> str:
    """Keep `content`, return its SHA-256: file and name are on the disk then. Raises OSError if not."""
    sha256 = sha256_of(content)
    target = path(sha256)
    if not _holds(target, content):  # also heals a file that the disk has damaged
        _write(target, content)
    sync_folder(target.parent)  # also for a file that was there: its writer may have died after the rename
    _keep_name(target.parent)
    failpoint("blob.folders_synced")
    return sha256


def sha256_of(content: bytes) -> str:
    """The name under which `content` is kept."""
    return hashlib.sha256(content).hexdigest()


def read(sha256: str) -> bytes:
    """The whole content; raises FileNotFoundError, or Damaged if it is not what it was."""
    content = path(sha256).read_bytes()
    if sha256_of(content) != sha256:
        raise Damaged(f"the file {sha256} is damaged")
    return content


def open_blob(sha256: str) -> BufferedReader:
    """The content as a file open for reading; raises FileNotFoundError."""
    return path(sha256).open("rb")


def exists(sha256: str) -> bool:
    """Whether a file of that name is there; `is_whole` looks into it."""
    return path(sha256).is_file()


def is_whole(sha256: str) -> bool:
    """Whether the file is there and still has the content it is named after."""
    try:
        with open_blob(sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def path(sha256: str) -> Path:
    """Where that content lies; raises ValueError for what is no SHA-256, so that nobody makes up a path."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return _root() / sha256[:2] / sha256


def sweep_unfinished() -> int:
    """Remove files whose writer died an hour ago or more; returns how many."""
    found = [file for file in _root().glob("tmp/*") if time.time() - file.stat().st_mtime > _LEFT_BEHIND]
    for file in found:
        file.unlink(missing_ok=True)
    return len(found)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; a rename is not, until its folder is synced."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep_name(folder: Path) -> None:
    """Make the folder's own name durable, and that of the one above, once: then they stay so."""
    for one in (folder, folder.parent):
        if one not in _named:
            sync_folder(one.parent)
            _named.add(one)


def _root() -> Path:
    return Path(settings.HOME) / "blobs"


def _holds(target: Path, content: bytes) -> bool:
    try:
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except FileNotFoundError:
        return False


def _write(target: Path, content: bytes) -> None:
    unfinished = _root() / "tmp" / uuid.uuid4().hex
    for folder in (_root(), unfinished.parent, target.parent):
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _named.discard(folder)
    try:
        failpoint("blob.before_write")
        _write_synced(unfinished, content)
        unfinished.rename(target)
        failpoint("blob.renamed")
    except BaseException:
        # Nothing stays after an error: a failed fsync is never repeated on the same file.
        unfinished.unlink(missing_ok=True)
        raise


def _write_synced(unfinished: Path, content: bytes) -> None:
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for start in range(0, len(content), _CHUNK):
            file.write(content[start : start + _CHUNK])
        file.flush()
        failpoint("blob.written")
        os.fsync(file.fileno())
        failpoint("blob.synced")
