"""The events as they lie in the database, every column as a text, in order, without loading them all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

# Seq, the five texts, what commits to the payload, and the two hashes; in the order of `COLUMNS`.
Row = tuple[Any, ...]
COLUMNS = ("seq", "about", "kind", "at", "actor", "payload", "salt", "commitment", "prev_hash", "hash")
_AT_ONCE = 2000

# SQLite: a unary plus keeps the driver from turning the text into a datetime, so that we see what is stored.
# PostgreSQL stores points in time as numbers and writes them here as the chain does.
_AT = {
    "sqlite": "+at",
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'",
}


def rows() -> Iterator[Row]:
    """All events in the order of their numbers; raises django.db.DatabaseError when the file is damaged."""
    columns = ", ".join(_AT[connection.vendor] if name == "at" else name for name in COLUMNS)
    with _AS_STORED[connection.vendor](), connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM journal_event ORDER BY seq")  # noqa: S608 - our own columns
        while some := cursor.fetchmany(_AT_ONCE):
            yield from some


def count() -> int:
    """How many events there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_event")
        return int(cursor.fetchone()[0])


@contextmanager
def _texts_as_stored() -> Iterator[None]:
    """Let a text that is no UTF-8 through: which event it spoils is ours to say."""
    connection.ensure_connection()
    driver = connection.connection
    usual, driver.text_factory = driver.text_factory, lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = usual


# PostgreSQL keeps a cursor on the server open only within a transaction. On SQLite a transaction would keep
# every writer waiting (it begins IMMEDIATE), and one SELECT sees one state of the file anyway.
_AS_STORED = {"sqlite": _texts_as_stored, "postgresql": transaction.atomic}
