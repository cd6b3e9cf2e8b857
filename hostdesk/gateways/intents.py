"""Intents: who is handing in what, noted in HOSTDESK_HOME/intents from before the blob until after the rows.

If the process dies or the database goes away in between, the sweep takes the blob in with these facts, so
that nothing about it is guessed. Nobody has been told by then that we have it, so the note needs no fsync:
after a power cut without it, the sender tries again.
"""

import fcntl
import json
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Intent:
    """One handing-in at a door; becomes a Receipt."""

    door: str
    key: str
    sha256: str
    size: int
    envelope_from: str | None = None
    recipients: tuple[str, ...] = ()
    uid_validity: int | None = None
    uid: int | None = None
    not_read_because: str = ""
    channel: str = "mail"
    token: str = field(default_factory=lambda: uuid.uuid4().hex)
    # Asked for at each intent: the clock that everything else goes by can be set, for a story in the past.
    at: datetime = field(default_factory=lambda: timezone.now())


@contextmanager
def noted(intent: Intent) -> Iterator[None]:
    """Keep the note, locked, while the block runs; it stays for the sweep if that fails. Raises OSError."""
    path = _folder() / f"{intent.token}.json"
    hidden = _folder() / f".{intent.token}"
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        try:
            fcntl.flock(
                file, fcntl.LOCK_EX
            )  # before it can be seen: a sweep must not take what is being handed in
            json.dump(asdict(intent) | {"at": intent.at.isoformat()}, file)
            file.flush()
            hidden.rename(path)
        except OSError:
            hidden.unlink(missing_ok=True)
            raise
        yield
        path.unlink(missing_ok=True)


def forget(intent: Intent) -> None:
    """Drop the note: its rows exist, or its blob never did."""
    (_folder() / f"{intent.token}.json").unlink(missing_ok=True)


@contextmanager
def left_behind() -> Iterator[list[Intent]]:
    """Notes whose handing-in has ended without success, locked against other sweeps while the block runs."""
    held, intents = [], []
    try:
        for path in sorted(_folder().glob("[!.]*.json")):
            try:
                file = path.open()
                held.append(file)
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                intents.append(_read(file.read()))
            except (BlockingIOError, FileNotFoundError):
                continue  # being handed in at this moment, or just finished
            except ValueError:
                log.warning("%s is damaged; its sender was never told that we have it and tries again", path)
                path.unlink(missing_ok=True)
        yield intents
    finally:
        for file in held:
            file.close()


def older_than(age: timedelta) -> list[Intent]:
    """Notes that no sweep has taken in for so long, for `hostdesk verify`."""
    with left_behind() as found:
        return [intent for intent in found if intent.at < timezone.now() - age]


def _read(text: str) -> Intent:
    values = json.loads(text)
    try:
        return Intent(
            **values | {"at": datetime.fromisoformat(values["at"]), "recipients": tuple(values["recipients"])}
        )
    except (TypeError, KeyError) as error:
        raise ValueError("not an intent") from error


def _folder() -> Path:
    return Path(settings.HOME) / "intents"
