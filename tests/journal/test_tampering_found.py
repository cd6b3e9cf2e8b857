"""Tampering beneath the triggers is found, and the event is named: route 6 of docs/journal.md."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from hostdesk.journal.models import COLUMNS, Event
from hostdesk.journal.reading import rows
from hostdesk.journal.verify import verify
from hostdesk.journal.walk import Walked, walk

ON_SQLITE = pytest.mark.only_on("sqlite")
Write = Callable[[int], None]
Unguarded = Callable[[Any], AbstractContextManager[None]]

pytestmark = pytest.mark.django_db


def execute(statement: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


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
    thirty_events: None, without_triggers: Unguarded, rewrite: Callable[[Event, str, str], str]
) -> None:
    with without_triggers(connection):
        rewrite(Event.objects.get(seq=7), Event.objects.get(seq=6).hash, "mallory was never here")
    assert verify().first_bad_seq == 8
