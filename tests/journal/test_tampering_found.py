"""Tampering that no database can refuse is found: routes 5 to 7 and 12 to 14 of docs/journal.md."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from hostdesk.journal import chain, report
from hostdesk.journal.anchor import Anchor
from hostdesk.journal.models import COLUMNS, Event
from hostdesk.journal.reading import rows
from hostdesk.journal.verify import verify
from hostdesk.journal.walk import Walked, walk

ON_SQLITE = pytest.mark.only_on("sqlite")
ON_POSTGRESQL = pytest.mark.only_on("postgresql")
Write = Callable[[int], None]
Unguarded = Callable[[Any], AbstractContextManager[None]]

pytestmark = pytest.mark.django_db


def execute(statement: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def texts() -> str:
    return " ".join(finding.text for _, finding in verify().findings)


def anchored() -> Anchor:
    return report.anchor_of(verify())


# Route 5: the triggers, the table, the schema itself.


@ON_SQLITE
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER journal_event_no_update", "journal_event_no_update is missing"),
        ("DROP TRIGGER journal_event_no_delete", "journal_event_no_delete is missing"),
        ("DROP TRIGGER journal_event_no_replace", "journal_event_no_replace is missing"),
        (
            "CREATE TRIGGER mine BEFORE INSERT ON journal_event BEGIN SELECT RAISE(IGNORE); END",
            "mine does not belong there",
        ),
        ("ALTER TABLE journal_event RENAME TO elsewhere", "table journal_event is missing"),
        ("DROP TABLE journal_event", "table journal_event is missing"),
    ],
)
def test_route_5_a_changed_schema_is_found_on_sqlite(thirty_events: None, statement: str, said: str) -> None:
    execute(statement)
    assert said in texts()
    assert verify().exit_code == 1


@ON_SQLITE
def test_route_5_a_trigger_rewritten_in_the_schema_table_is_found(thirty_events: None) -> None:
    execute("PRAGMA writable_schema = ON")
    try:
        execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'UPDATE ON', 'UPDATE OF salt ON')"
            " WHERE name = 'journal_event_no_update'"
        )
        assert "journal_event_no_update was changed" in texts()
    finally:
        execute("PRAGMA writable_schema = OFF")


@ON_POSTGRESQL
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER journal_event_no_update ON journal_event", "journal_event_no_update is missing"),
        ("DROP TRIGGER journal_event_no_truncate ON journal_event", "journal_event_no_truncate is missing"),
        ("DROP TABLE journal_event", "table journal_event is missing"),
        ("ALTER TABLE journal_event RENAME TO elsewhere", "table journal_event is missing"),
        ("CREATE RULE mine AS ON INSERT TO journal_event DO INSTEAD NOTHING", "has rules"),
        ("ALTER TABLE journal_event ENABLE ROW LEVEL SECURITY", "has row security"),
        (
            "CREATE OR REPLACE FUNCTION hostdesk_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RETURN NEW; END'",
            "functions behind the triggers were changed",
        ),
        (
            "CREATE OR REPLACE TRIGGER journal_event_no_update BEFORE UPDATE OF salt ON journal_event"
            " FOR EACH ROW EXECUTE FUNCTION hostdesk_refuse()",
            "journal_event_no_update was changed",
        ),
        (
            "CREATE TRIGGER mine BEFORE INSERT ON journal_event"
            " FOR EACH ROW EXECUTE FUNCTION hostdesk_refuse()",
            "mine does not belong there",
        ),
        # Route 12
        ("ALTER TABLE journal_event DISABLE TRIGGER ALL", "not always enabled"),
        ("ALTER TABLE journal_event DISABLE TRIGGER journal_event_no_delete", "no_delete was changed"),
        ("ALTER TABLE journal_event ENABLE TRIGGER journal_event_no_delete", "no_delete was changed"),
        ("ALTER TABLE journal_event ENABLE REPLICA TRIGGER journal_event_no_delete", "no_delete was changed"),
    ],
)
def test_routes_5_and_12_a_changed_schema_is_found_on_postgresql(
    thirty_events: None, statement: str, said: str
) -> None:
    execute(statement)
    assert said in texts()
    assert verify().exit_code == 1


# Route 6: a change beneath the triggers.


def test_route_6_any_flipped_bit_is_found_and_its_event_is_named(
    thirty_events: None, without_triggers: Unguarded
) -> None:
    chance = random.Random(20261122)
    with without_triggers(connection):
        for _ in range(300):
            seq, column = chance.randint(1, 30), chance.choice(COLUMNS[1:])
            before = _flip(seq, column, chance)
            first = next(walk(rows(), Walked()), None)
            assert first is not None, (seq, column)
            assert first.seq == seq, (seq, column, first)
            execute(f"UPDATE journal_event SET {column} = %s WHERE seq = %s", [before, seq])
    assert verify().exit_code == 0


@ON_SQLITE
def test_route_6_every_single_bit_of_an_event_counts(
    thirty_events: None, without_triggers: Unguarded
) -> None:
    with without_triggers(connection):
        for column in COLUMNS[1:]:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT +{column} FROM journal_event WHERE seq = 7")
                (before,) = cursor.fetchone()
            for bit in range(8 * len(before.encode())):
                _store_flipped(7, column, before.encode(), bit)
                assert [f.seq for f in walk(rows(), Walked())][:1] == [7], (column, bit)
            execute(f"UPDATE journal_event SET {column} = %s WHERE seq = 7", [before])
    assert verify().exit_code == 0


@ON_SQLITE
def test_route_6_a_text_that_became_bytes_is_found(thirty_events: None, without_triggers: Unguarded) -> None:
    with without_triggers(connection):
        execute("UPDATE journal_event SET actor = CAST(actor AS BLOB) WHERE seq = 7")
    assert verify().first_bad_seq == 7


def _store_flipped(seq: int, column: str, before: bytes, bit: int) -> None:
    flipped = bytearray(before)
    flipped[bit // 8] ^= 1 << bit % 8
    execute(f"UPDATE journal_event SET {column} = CAST(%s AS TEXT) WHERE seq = %s", [bytes(flipped), seq])


def _flip(seq: int, column: str, chance: random.Random) -> Any:
    """Change one bit of the stored value; returns what was there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_plain(column)} FROM journal_event WHERE seq = %s", [seq])
        (before,) = cursor.fetchone()
    if not isinstance(before, str):  # a point in time in PostgreSQL: a number of microseconds
        execute(
            f"UPDATE journal_event SET {column} = {column} + %s * interval '1 microsecond' WHERE seq = %s",
            [1 << chance.randint(0, 45), seq],
        )
        return before
    flipped = bytearray(before.encode())
    flipped[chance.randrange(len(flipped))] ^= 1 << chance.randint(0, 7)
    if settings.IS_SQLITE:
        execute(f"UPDATE journal_event SET {column} = CAST(%s AS TEXT) WHERE seq = %s", [bytes(flipped), seq])
    else:
        text = flipped.decode(errors="replace").replace("\0", "?")  # it stores nothing else
        execute(
            f"UPDATE journal_event SET {column} = left(%s, 200) WHERE seq = %s", [text[: len(before)], seq]
        )
    return before


def _plain(column: str) -> str:
    return f"+{column}" if settings.IS_SQLITE else column


@pytest.mark.parametrize(("old", "new"), [(3, 31), (30, 60), (17, 1000)])
def test_route_6_an_event_with_another_number_is_found(
    thirty_events: None, without_triggers: Unguarded, old: int, new: int
) -> None:
    with without_triggers(connection):
        execute("UPDATE journal_event SET seq = %s WHERE seq = %s", [new, old])
    assert verify().first_bad_seq == old


@ON_SQLITE
def test_route_6_a_flipped_bit_in_the_file_is_found(in_a_file_of_its_own: Path, write_events: Write) -> None:
    write_events(30)
    execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = in_a_file_of_its_own.read_bytes()
    chance = random.Random(6)
    for seq in (1, 2, 15, 29, 30):
        place = whole.index(f'Nummer {seq - 1}"'.encode()) + chance.randint(0, 6)
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << chance.randint(0, 6)
        _put(in_a_file_of_its_own, bytes(spoiled))
        assert verify().first_bad_seq == seq
    _put(in_a_file_of_its_own, whole)
    assert verify().exit_code == 0


@ON_SQLITE
def test_route_6_random_damage_to_the_pages_of_the_record_never_passes_unseen(
    in_a_file_of_its_own: Path, write_events: Write
) -> None:
    write_events(30)
    execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = in_a_file_of_its_own.read_bytes()
    used = _bytes_of_events(in_a_file_of_its_own, whole)
    chance = random.Random(7)
    for place in chance.sample(used, 40):
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << chance.randint(0, 7)
        _put(in_a_file_of_its_own, bytes(spoiled))
        assert verify().exit_code == 1, place


def _bytes_of_events(path: Path, whole: bytes) -> list[int]:
    """Where the columns of events lie in the file: from "about" to "hash" of every event."""
    with sqlite3.connect(path) as foreign:
        stored = foreign.execute(
            "SELECT about, kind, at, actor, payload, salt, commitment, prev_hash, hash FROM journal_event"
        ).fetchall()
    places: list[int] = []
    for columns in stored:
        raw = "".join(columns).encode()
        start = whole.index(raw)
        places += range(start, start + len(raw))
    return places


def _put(path: Path, content: bytes) -> None:
    connection.close()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.write_bytes(content)


@ON_SQLITE
def test_a_file_that_is_no_database_any_more_is_a_finding(in_a_file_of_its_own: Path) -> None:
    _put(in_a_file_of_its_own, b"no database at all " * 1000)
    assert verify().exit_code == 1


@pytest.mark.parametrize(("seqs", "bad"), [((3,), 3), ((4, 5, 6), 4), ((1,), 1), ((29,), 29)])
def test_a_removed_event_leaves_a_gap_that_is_named(
    thirty_events: None, without_triggers: Unguarded, seqs: tuple[int, ...], bad: int
) -> None:
    with without_triggers(connection):
        Event.objects.filter(seq__in=seqs).delete()
    assert verify().first_bad_seq == bad


def test_two_events_that_changed_places_are_found(thirty_events: None, without_triggers: Unguarded) -> None:
    with without_triggers(connection):
        for old, new in ((5, 99), (6, 5), (99, 6)):
            execute("UPDATE journal_event SET seq = %s WHERE seq = %s", [new, old])
    assert verify().first_bad_seq == 5


def test_an_event_rewritten_with_its_hash_breaks_the_link_of_the_next(
    thirty_events: None, without_triggers: Unguarded
) -> None:
    with without_triggers(connection):
        _rewrite(Event.objects.get(seq=7), Event.objects.get(seq=6).hash, "mallory was never here")
    assert verify().first_bad_seq == 8


# Routes 7, 13 and 14: only an anchor that left the machine proves them.


@ON_SQLITE
def test_route_7_an_older_database_file_is_found_by_the_anchor(
    in_a_file_of_its_own: Path, write_events: Write, tmp_path: Path
) -> None:
    write_events(20)
    execute("VACUUM INTO %s", [str(tmp_path / "backup.sqlite3")])
    write_events(10)
    anchor = anchored()
    connection.close()
    _put(in_a_file_of_its_own, b"")
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
    thirty_events: None, without_triggers: Unguarded
) -> None:
    anchor = anchored()
    with without_triggers(connection):
        before = chain.BEGINNING
        for event in Event.objects.all():
            before = _rewrite(event, before, "mallory was never here")
    assert verify().exit_code == 0
    assert verify([anchor]).exit_code == 1


def test_an_anchor_of_before_still_fits_a_record_that_grew(thirty_events: None, write_events: Write) -> None:
    anchor = anchored()
    write_events(30)
    assert verify([anchor]).exit_code == 0


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
