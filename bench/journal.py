"""How fast the record is: appends a second, and events verified a second.

Run it from the root of the repository: `python bench/journal.py [EVENTS]`. It measures a SQLite file in a
temporary folder, or PostgreSQL when DATABASE_URL names an empty database.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

_TEXT = "Guten Tag, seit heute Morgen ist unsere Seite nicht erreichbar. " * 8


def main(events: int) -> None:
    """Print one line a figure; the record is filled up to `events` before it is verified."""
    from django.core.management import call_command

    from hostdesk.journal.reading import rows
    from hostdesk.journal.verify import verify
    from hostdesk.journal.walk import Walked, walk

    call_command("migrate", verbosity=0)
    print(_database())
    _timed("appends/s, one durable transaction each", 2000, lambda: _append(2000, at_once=1))
    _timed("appends/s, 100 a transaction", 5000, lambda: _append(5000, at_once=100))
    _fill(events)
    _timed("events/s verified, the chain alone", events, lambda: list(walk(rows(), Walked())))
    report = verify()
    assert report.exit_code == 0, report.findings
    print(f"{report.events / report.seconds:10,.0f} events/s verified, everything included ({events:,})")


def _append(count: int, at_once: int) -> None:
    from hostdesk.journal.record import record, writing

    for start in range(0, count, at_once):
        with writing():
            for number in range(start, start + at_once):
                record("received", about=f"ticket:HD-{number % 1000}", by="mail", text=_TEXT)


def _fill(events: int) -> None:
    """The same chain, written in bulk, because only reading is measured afterwards."""
    from hostdesk.journal import chain
    from hostdesk.journal.models import Event

    last = Event.objects.last()
    assert last
    seq, before, payload, salt = last.seq, last.hash, last.payload, last.salt
    commitment, some = chain.commitment(salt, payload), []
    while seq < events:
        seq += 1
        fields = {"seq": seq, "about": f"ticket:HD-{seq % 1000}", "kind": "received", "actor": "mail"}
        fields |= {"at": datetime.now(UTC), "commitment": commitment, "prev_hash": before}
        before = chain.link(**fields)
        some.append(Event(payload=payload, salt=salt, hash=before, **fields))
        if len(some) == 5000 or seq == events:
            Event.objects.bulk_create(some, batch_size=90)
            some = []


def _timed(what: str, count: int, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    print(f"{count / (time.perf_counter() - began):10,.0f} {what} ({count:,})")


def _database() -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        return "SQLite, synchronous=FULL"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        return "PostgreSQL, fsync={}, synchronous_commit={}".format(*cursor.fetchone())


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    with tempfile.TemporaryDirectory(prefix="hostdesk-bench-") as home:
        os.environ |= {"HOSTDESK_HOME": home, "DJANGO_SETTINGS_MODULE": "hostdesk.settings"}
        import django

        django.setup()
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
