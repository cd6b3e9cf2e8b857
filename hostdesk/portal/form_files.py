"""Files of a form that is not finished: kept for an hour under its token, so that an error loses none.

They lie in HOSTDESK_HOME/form_files/<name of the form>/. Nobody else can name that folder: the name is
random, and the page believes it only if it is signed (form_token).
"""

import contextlib
import hashlib
import json
import logging
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from hostdesk.core.incoming import File
from hostdesk.lib import file_names, storable

MOST = 20  # files of one form
LARGEST = 25_000_000  # bytes of one form's files together
KEPT = 3600  # seconds
IN_ALL = 1_000_000_000  # bytes of all unfinished forms; beyond that nothing is kept over an error

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """One file as the page shows it; size in bytes."""

    key: str
    name: str
    size: int


def keep(nonce: str, uploaded: Iterable["UploadedFile[Any]"]) -> list[str]:
    """Add what was chosen in the browser; returns in words what could not be taken."""
    sweep()
    refused, there = [], listed(nonce)
    count, size = len(there), sum(one.size for one in there)
    for one in uploaded:
        name, length = file_names.safe(storable.text(one.name or "")), one.size or 0
        if why := _objection(name, length, count, size):
            refused.append(why)
        else:
            _write(nonce, name, storable.text(one.content_type or ""), one.read())
            count, size = count + 1, size + length
    return refused


def put(nonce: str, files: Iterable[File]) -> None:
    """Add files of an earlier form, for one that corrects it, as long as there is room."""
    room = IN_ALL - _used()
    for file in files:
        room -= file.size
        if room < 0:
            break
        _write(nonce, file_names.safe(file.name), file.content_type, file.content)


def listed(nonce: str) -> list[Kept]:
    """What is kept for this form, in the order in which it came."""
    return [Kept(path.stem, str(head["name"]), int(head["size"])) for path, head in _heads(nonce)]


def files(nonce: str) -> tuple[File, ...]:
    """The same with contents."""
    found = []
    for path, head in _heads(nonce):
        try:
            content = path.with_suffix(".bytes").read_bytes()
        except FileNotFoundError:
            continue  # the same form was handed in a moment ago, with all of them
        sha256 = hashlib.sha256(content).hexdigest()
        found.append(File(str(head["name"]), str(head["content_type"]), content, sha256))
    return tuple(found)


def remove(nonce: str, key: str) -> None:
    """Forget one of them; nothing happens if it is not there."""
    for path, _head in _heads(nonce):
        if path.stem == key:
            path.unlink(missing_ok=True)
            path.with_suffix(".bytes").unlink(missing_ok=True)


def move(nonce: str, to: str) -> None:
    """The form goes on under another name."""
    if nonce != to and _folder(nonce).is_dir() and not _folder(to).exists():
        _folder(nonce).rename(_folder(to))


def forget(nonce: str) -> None:
    """The form has been handed in, and its files with it."""
    shutil.rmtree(_folder(nonce), ignore_errors=True)


def sweep() -> None:
    """Remove what nobody has touched for an hour."""
    for folder in _root().glob("*"):
        try:
            if time.time() - folder.stat().st_mtime > KEPT:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:
            continue  # another process was quicker


def _objection(name: str, length: int, count: int, size: int) -> str:
    words = {"name": name, "most": MOST, "megabytes": LARGEST // 1_000_000}
    if count >= MOST:
        return _("%(name)s was not taken: at most %(most)s files.") % words
    if size + length > LARGEST:
        return _("%(name)s was not taken: all files together may have %(megabytes)s MB.") % words
    if length == 0:
        return _("%(name)s was not taken: it is empty.") % words
    if _used() + length > IN_ALL:
        log.warning("files of unfinished forms take all the room that there is for them")
        return (
            _("%(name)s was not taken: too many files are on their way. Try again in some minutes.") % words
        )
    return ""


def _used() -> int:
    return sum(path.stat().st_size for path in _root().glob("*/*.bytes"))


def _write(nonce: str, name: str, content_type: str, content: bytes) -> None:
    folder = _folder(nonce)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()[:32]
    if any(folder.glob(f"*-{digest}.json")):
        return  # a double click sends every file twice
    stem = f"{time.time_ns():020d}-{digest}"
    (folder / f"{stem}.bytes").write_bytes(content)
    head = {"name": name, "content_type": content_type, "size": len(content)}
    (folder / f"{stem}.json").write_text(json.dumps(head))  # last: what has no head is not there


def _heads(nonce: str) -> list[tuple[Path, dict[str, Any]]]:
    found = []
    for path in sorted(_folder(nonce).glob("*.json")):
        with contextlib.suppress(FileNotFoundError):  # handed in meanwhile
            found.append((path, json.loads(path.read_text())))
    return found


def _folder(nonce: str) -> Path:
    if len(nonce) != 32 or not set(nonce) <= set("0123456789abcdef"):
        raise ValueError("not the name of a form")
    return _root() / nonce


def _root() -> Path:
    return Path(settings.HOME) / "form_files"
