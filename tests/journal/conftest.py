"""A record of thirty events, and an installation that has no other checks than the journal's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from hostdesk.journal import chain, checks
from hostdesk.journal.models import Event
from hostdesk.journal.record import record, writing


@pytest.fixture(autouse=True)
def _no_checks_of_other_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_checks", {})


@pytest.fixture
def write_events() -> Callable[[int], None]:
    """Writes as many events, one transaction each, as at the desk."""

    def write(count: int) -> None:
        for number in range(count):
            with writing():
                record("received", about=f"ticket:HD-{number % 7}", by="mail", text=f"Grüße, Nummer {number}")

    return write


@pytest.fixture
def thirty_events(request: pytest.FixtureRequest, write_events: Callable[[int], None]) -> None:
    """Thirty of them; in the transaction of the test if it has one."""
    if "transactional_db" not in request.fixturenames:
        request.getfixturevalue("db")
    write_events(30)


@pytest.fixture
def in_a_file_of_its_own(transactional_db: None, tmp_path: Path) -> Iterator[Path]:
    """SQLite only: the same database, migrated and empty, as a file that a test may spoil."""
    own = tmp_path / "own.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(own)])
    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], own
    yield own
    connection.close()
    connection.settings_dict["NAME"] = usual


@pytest.fixture
def rewrite() -> Callable[[Event, str, str], str]:
    """What an intruder who knows the chain does to an event, after the hash `before`; the new hash."""
    return _rewrite


def _rewrite(event: Event, before: str, text: str) -> str:
    event.payload = chain.canonical({"text": text})
    event.commitment, event.prev_hash = chain.commitment(event.salt, event.payload), before
    event.hash = chain.link(
        seq=event.seq,
        about=event.about,
        kind=event.kind,
        at=event.at,
        actor=event.actor,
        commitment=event.commitment,
        prev_hash=before,
    )
    event.save()
    return event.hash
