from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from running import Running

from hostdesk.program import prepare


def migrate(home: Path) -> Running:
    return Running(["-m", "hostdesk", "migrate"], {"HOSTDESK_HOME": str(home), "DATABASE_URL": ""})


@pytest.mark.once
def test_several_starts_at_once_prepare_one_database_together(tmp_path: Path) -> None:
    starts = [migrate(tmp_path) for _ in range(3)]
    for start in starts:
        assert start.end(120) == 0, start.text
    assert (tmp_path / "static" / "staticfiles.json").exists()


@pytest.mark.once
def test_static_files_are_published_again_only_when_one_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: calls.append(name))
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path)
    (tmp_path / "staticfiles.json").touch()
    stamp = tmp_path / "static.stamp"
    prepare._publish_static(stamp)
    prepare._publish_static(stamp)
    assert calls == ["collectstatic"]
    stamp.write_text("another version")
    prepare._publish_static(stamp)
    assert calls == ["collectstatic"] * 2


@pytest.fixture
def second_connection() -> Iterator[object]:
    second = connection.copy()
    yield second
    second.close()


@pytest.mark.django_db
def test_on_postgresql_machines_that_share_a_database_take_turns(second_connection: object) -> None:
    if connection.vendor != "postgresql":
        return  # one file on one machine: the lock file above is enough
    free = "SELECT pg_try_advisory_lock(%s)"
    with prepare._own_turn_in_database(), second_connection.cursor() as cursor:  # type: ignore[attr-defined]  # copy() is untyped
        cursor.execute(free, [prepare._POSTGRES_LOCK])
        assert cursor.fetchone() == (False,)
    with second_connection.cursor() as cursor:  # type: ignore[attr-defined]  # as above
        cursor.execute(free, [prepare._POSTGRES_LOCK])
        assert cursor.fetchone() == (True,)
