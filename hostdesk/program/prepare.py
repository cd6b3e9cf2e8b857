"""Bringing the data up to this version: database, then static files. Several starts at once take turns."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from hostdesk.accounts import departments
from hostdesk.billing import services, tariffs

_POSTGRES_LOCK = 0x486F7374  # "Host": any number, so that it is always the same


def prepare() -> None:
    """Bring database and static files up to this version; raises OSError or DatabaseError."""
    migrate()
    departments.make_first()
    tariffs.make_first()
    services.make_first()
    connection.close()  # the threads that serve open their own
    with _own_turn():
        _publish_static(settings.HOME / "static.stamp")


def migrate() -> None:
    """Apply migrations; raises OSError or DatabaseError."""
    with _own_turn(), _own_turn_in_database():
        call_command("migrate", verbosity=0, interactive=False)


@contextlib.contextmanager
def _own_turn() -> Iterator[None]:
    """One process of this machine at a time; the system releases the lock of a process that dies."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with (settings.HOME / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _own_turn_in_database() -> Iterator[None]:
    """One process of all machines that share the database at a time."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_POSTGRES_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_POSTGRES_LOCK])


def _publish_static(stamp: Path) -> None:
    """Collecting and compressing takes seconds, so only when a file changed since the last time."""
    wanted = _fingerprint()
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if manifest.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    new = stamp.with_suffix(f".{os.getpid()}")
    new.write_text(wanted)
    new.replace(stamp)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
