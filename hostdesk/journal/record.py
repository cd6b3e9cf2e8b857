"""Writing to the record: one writer at a time, one transaction per action, one event after the other."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from hostdesk.journal import chain
from hostdesk.journal.models import COLUMNS, Event

_LOCK = 0x486F7374  # "Host": the number of our advisory lock in PostgreSQL
_PLACES = ", ".join(["%s"] * len(COLUMNS))
_INSERT = f"INSERT INTO journal_event ({', '.join(COLUMNS)}) VALUES ({_PLACES})"  # noqa: S608 - our own columns
_here = threading.local()


class NotWriting(Exception):
    """Something was to be recorded outside `writing()`: a defect of the caller."""


@contextmanager
def writing() -> Iterator[None]:
    """The transaction of one action, alone in changing the record; nested calls join (docs/decisions/0003).

    It must be the outermost transaction: whoever locks rows first and asks for this lock later can deadlock.
    """
    outermost = not is_writing()
    with transaction.atomic(durable=outermost):
        if outermost:
            _wait_for_our_turn()
        _here.depth = getattr(_here, "depth", 0) + 1
        try:
            yield
        finally:
            _here.depth -= 1


def is_writing() -> bool:
    """Whether this thread is inside `writing()`."""
    return getattr(_here, "depth", 0) > 0


def record(kind: str, *, about: str, by: str, at: datetime | None = None, **data: Any) -> Event:
    """Append an event about a stream by an actor, at a time in UTC (default: now).

    Raises NotWriting outside `writing()`.
    """
    if not is_writing():
        raise NotWriting(f"{kind!r} about {about!r} must be recorded inside `with writing():`")
    event = _next_event(_last(), kind, about, by, at or timezone.now(), chain.canonical(data))
    _append(event)
    return event


# Plain SQL in the two places that every action of the desk passes: the ORM takes four times as long here.
def _last() -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM journal_event ORDER BY seq DESC LIMIT 1")
        seq, last_hash = cursor.fetchone() or (0, chain.BEGINNING)
    return seq, last_hash


def _next_event(last: tuple[int, str], kind: str, about: str, by: str, at: datetime, payload: str) -> Event:
    salt = secrets.token_hex(16)
    event = Event(seq=last[0] + 1, about=about, kind=kind, at=at, actor=by, payload=payload, salt=salt)
    event.commitment, event.prev_hash = chain.commitment(salt, payload), last[1]
    event.hash = chain.link(
        seq=event.seq,
        about=about,
        kind=kind,
        at=at,
        actor=by,
        commitment=event.commitment,
        prev_hash=event.prev_hash,
    )
    return event


def _append(event: Event) -> None:
    values = [getattr(event, name) for name in COLUMNS]
    values[COLUMNS.index("at")] = connection.ops.adapt_datetimefield_value(event.at)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
    event._state.adding = False


def _wait_for_our_turn() -> None:
    # On SQLite "BEGIN IMMEDIATE" (settings) has already made us the only writer.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
