"""The events as they lie in the database: the bytes of every column, in order, without loading them all."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import connection, transaction

from hostdesk.journal.models import COLUMNS

Columns = tuple[bytes, ...]
Row = tuple[int, Columns | None]  # the number; the other columns as in COLUMNS, or None if they hold no texts
_AT_ONCE = 2000
_TEXTS = [name for name in COLUMNS if name not in {"seq", "at"}]

# SQLite: a unary plus keeps the driver from turning the text into a datetime, so that we see what is stored.
# PostgreSQL stores points in time as numbers and writes them here as the chain does.
_AT = {
    "sqlite": "+at",
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'",
}
_ARE_TEXTS = {
    "sqlite": " AND ".join(f"typeof({name}) = 'text'" for name in (*_TEXTS, "at")),
    "postgresql": "true",
}


def rows() -> Iterator[Row]:
    """All events in the order of their numbers; raises django.db.DatabaseError when the file is damaged."""
    columns = ", ".join(_AT[connection.vendor] if name == "at" else name for name in COLUMNS)
    select = f"SELECT {_ARE_TEXTS[connection.vendor]}, {columns} FROM journal_event ORDER BY seq"  # noqa: S608 - ours
    as_columns = _COLUMNS[connection.vendor]
    with _AS_STORED[connection.vendor](), connection.chunked_cursor() as cursor:
        cursor.execute(select)
        while some := cursor.fetchmany(_AT_ONCE):
            for are_texts, seq, *columns_found in some:
                yield seq, as_columns(columns_found) if are_texts else None


def _from_sqlite(columns: list[bytes]) -> Columns | None:
    at = columns[2]
    if len(at) not in (19, 26) or at[10:11] != b" ":
        return None  # not as Django stores it
    columns[2] = at[:10] + b"T" + at[11:] + (b"+00:00" if len(at) == 26 else b".000000+00:00")
    return tuple(columns)


def _from_postgresql(columns: list[str]) -> Columns:
    return tuple(column.encode() for column in columns)


@contextmanager
def _bytes_as_stored() -> Iterator[None]:
    """Texts as bytes, even if they are no UTF-8: which event that spoils is ours to say."""
    connection.ensure_connection()
    driver = connection.connection
    usual, driver.text_factory = driver.text_factory, bytes
    try:
        yield
    finally:
        driver.text_factory = usual


# PostgreSQL keeps a cursor on the server open only within a transaction. On SQLite a transaction would keep
# every writer waiting (it begins IMMEDIATE), and one SELECT sees one state of the file anyway.
_AS_STORED: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "sqlite": _bytes_as_stored,
    "postgresql": transaction.atomic,
}
_COLUMNS: dict[str, Callable[[list[Any]], Columns | None]] = {
    "sqlite": _from_sqlite,
    "postgresql": _from_postgresql,
}
