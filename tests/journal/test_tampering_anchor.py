"""Tampering that only an anchor proves: routes 7, 13 and 14 of docs/journal.md."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from hostdesk.journal import chain, report
from hostdesk.journal.anchor import Anchor
from hostdesk.journal.models import Event
from hostdesk.journal.verify import verify

ON_SQLITE = pytest.mark.only_on("sqlite")
Write = Callable[[int], None]
Unguarded = Callable[[Any], AbstractContextManager[None]]
Rewrite = Callable[[Event, str, str], str]

pytestmark = pytest.mark.django_db


def execute(statement: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def anchored() -> Anchor:
    return report.anchor_of(verify())


@ON_SQLITE
def test_route_7_an_older_database_file_is_found_by_the_anchor(
    in_a_file_of_its_own: Path, write_events: Write, tmp_path: Path
) -> None:
    write_events(20)
    execute("VACUUM INTO %s", [str(tmp_path / "backup.sqlite3")])
    write_events(10)
    anchor = anchored()
    connection.close()  # the last one to close takes the write-ahead log away
    shutil.copy(tmp_path / "backup.sqlite3", in_a_file_of_its_own)
    assert verify().exit_code == 0  # the older record is whole in itself
    assert verify([anchor]).first_bad_seq == 21
    write_events(15)
    assert [finding.text for _, finding in verify([anchor]).findings] == [
        "Event 30 is not the one that the anchor saw: the record was rewritten, or an older database was"
        " restored and continued."
    ]


@pytest.mark.parametrize("left", [29, 15, 0])
def test_routes_7_and_13_a_cut_tail_is_found_by_the_anchor(
    thirty_events: None, without_triggers: Unguarded, left: int
) -> None:
    anchor = anchored()
    with without_triggers(connection):
        Event.objects.filter(seq__gt=left).delete()
    assert verify().exit_code == 0
    assert verify([anchor]).first_bad_seq == left + 1


def test_route_14_a_record_computed_anew_is_found_by_the_anchor(
    thirty_events: None, without_triggers: Unguarded, rewrite: Rewrite
) -> None:
    anchor = anchored()
    with without_triggers(connection):
        before = chain.BEGINNING
        for event in Event.objects.all():
            before = rewrite(event, before, "mallory was never here")
    assert verify().exit_code == 0
    assert verify([anchor]).exit_code == 1


def test_an_anchor_of_before_still_fits_a_record_that_grew(thirty_events: None, write_events: Write) -> None:
    anchor = anchored()
    write_events(30)
    assert verify([anchor]).exit_code == 0
