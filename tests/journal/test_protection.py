"""Tables of other apps that belong to the record: rows stay, and what was promised about them stays."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from hostdesk.journal.guard import Guard
from hostdesk.journal.migrations import AppendOnly, NoDelete
from hostdesk.journal.protection import dialect, guards

pytestmark = pytest.mark.django_db
_KEY = "integer PRIMARY KEY AUTOINCREMENT" if settings.IS_SQLITE else "bigserial PRIMARY KEY"


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def protect() -> Callable[[Guard], None]:
    """A table of tickets with one row, protected in some way; gone after the test."""

    def put(guard: Guard) -> None:
        execute(f"CREATE TABLE shelf (id {_KEY}, number varchar(20) UNIQUE, state varchar(20))")
        for statement in dialect(connection).statements(connection, guard):
            execute(statement)
        execute("INSERT INTO shelf (number, state) VALUES ('HD-1', 'new')")

    return put


@pytest.mark.parametrize("frozen", [("number",), ()])
def test_a_ticket_changes_its_state_but_never_disappears(
    protect: Callable[[Guard], None], frozen: tuple[str, ...]
) -> None:
    protect(Guard("shelf", is_append_only=False, frozen=frozen))
    execute("UPDATE shelf SET state = 'solved'")
    execute("UPDATE shelf SET number = 'HD-1', state = 'new'")
    for statement in ("DELETE FROM shelf", "UPDATE shelf SET id = 17"):
        with pytest.raises(IntegrityError, match="never"):
            execute(statement)


def test_a_ticket_never_changes_its_number(protect: Callable[[Guard], None]) -> None:
    protect(Guard("shelf", is_append_only=False, frozen=("number",)))
    for value in ("'HD-2'", "NULL"):
        with pytest.raises(IntegrityError, match="never changed"):
            execute(f"UPDATE shelf SET number = {value}")


@pytest.mark.parametrize("is_append_only", [True, False])
def test_a_row_is_not_replaced_by_one_that_shares_a_unique_column(
    protect: Callable[[Guard], None], is_append_only: bool
) -> None:
    protect(Guard("shelf", is_append_only=is_append_only))
    if not settings.IS_SQLITE:
        return  # PostgreSQL has no statement that replaces rows
    execute("PRAGMA recursive_triggers = OFF")
    try:
        with pytest.raises(IntegrityError, match="never replaced"):
            execute("INSERT OR REPLACE INTO shelf (number, state) VALUES ('HD-1', 'forged')")
    finally:
        execute("PRAGMA recursive_triggers = ON")
    execute("INSERT OR REPLACE INTO shelf (number, state) VALUES ('HD-2', 'new')")


def test_a_later_migration_may_protect_the_same_table_differently(protect: Callable[[Guard], None]) -> None:
    protect(Guard("shelf", is_append_only=True))
    later = Guard("shelf", is_append_only=False)
    for statement in dialect(connection).statements(connection, later):
        execute(statement)
    assert dialect(connection).found(connection, "shelf") == dialect(connection).expected(connection, later)
    execute("UPDATE shelf SET state = 'solved'")


def test_no_migration_takes_the_protection_away() -> None:
    assert not AppendOnly("journal_event").reversible
    assert not NoDelete("tickets_ticket", frozen=("number",)).reversible


def test_the_record_is_among_the_protected_tables() -> None:
    assert guards()["journal_event"] == Guard("journal_event", is_append_only=True)
