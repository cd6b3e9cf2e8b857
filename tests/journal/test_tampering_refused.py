"""Tampering that the database itself refuses: routes 1 to 4 and 8 to 11 of docs/journal.md."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import Error, IntegrityError, connection, transaction

from hostdesk.journal.models import Event
from hostdesk.journal.record import record, writing
from hostdesk.journal.verify import verify

ON_SQLITE = pytest.mark.only_on("sqlite")
ON_POSTGRESQL = pytest.mark.only_on("postgresql")
_ROLES = Path(__file__).parents[2] / "docs/postgresql-roles.sql"
_ROW = "'ticket:HD-9', 'forged', '2026-01-01 00:00:00', 'mallory', '{}', '', '', '', ''"
_COLUMNS = "seq, about, kind, at, actor, payload, salt, commitment, prev_hash, hash"
UPSERT = (
    f"INSERT INTO journal_event ({_COLUMNS}) VALUES (3, {_ROW}) ON CONFLICT (seq) DO UPDATE SET actor = 'x'"
)

pytestmark = pytest.mark.django_db


def refused(statement: str) -> None:
    before = list(Event.objects.values())
    with pytest.raises(IntegrityError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Event.objects.values()) == before


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE journal_event SET actor = 'mallory' WHERE seq = 3", id="1 update"),
        pytest.param("UPDATE journal_event SET seq = 300 WHERE seq = 3", id="1 update of the number"),
        pytest.param("DELETE FROM journal_event WHERE seq = 3", id="2 delete"),
        pytest.param("DELETE FROM journal_event", id="2 delete everything"),
        pytest.param(UPSERT, id="4 upsert"),
    ],
)
def test_nobody_changes_or_removes_an_event(thirty_events: None, statement: str) -> None:
    refused(statement)


@ON_SQLITE
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_route_3_an_event_is_not_replaced_even_by_a_foreign_connection(
    thirty_events: None, recursive: str, verb: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    try:
        refused(f"{verb} INTO journal_event ({_COLUMNS}) VALUES (3, {_ROW})")
        refused("UPDATE OR REPLACE journal_event SET seq = 4 WHERE seq = 3")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@ON_POSTGRESQL
@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE journal_event SET actor = 'mallory'", id="9 update as superuser"),
        pytest.param("DELETE FROM journal_event", id="9 delete as superuser"),
        pytest.param("TRUNCATE journal_event", id="10 truncate"),
        pytest.param("TRUNCATE journal_event CASCADE", id="10 truncate cascade"),
    ],
)
@pytest.mark.parametrize("role", ["origin", "replica"])  # replica is route 11
def test_the_owner_and_the_superuser_are_refused_too(thirty_events: None, statement: str, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = {role}")
    refused(statement)


@pytest.fixture
def application(transactional_db: None, thirty_events: None) -> Iterator[psycopg.Connection]:
    """A connection of the role that docs/postgresql-roles.sql sets up."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE hostdesk_app LOGIN")
        cursor.execute(_ROLES.read_text())
    parameters = connection.get_connection_params() | {"user": "hostdesk_app"}
    plain = {key: parameters[key] for key in ("host", "dbname", "user")}
    with psycopg.connect(**plain, autocommit=True) as application:
        yield application
    with connection.cursor() as cursor:
        cursor.execute("DROP OWNED BY hostdesk_app")
        cursor.execute("DROP ROLE hostdesk_app")


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_event SET actor = 'mallory'",
        "DELETE FROM journal_event",
        UPSERT,
        "TRUNCATE journal_event",
        "ALTER TABLE journal_event DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_event_no_update ON journal_event",
        "ALTER TABLE journal_event ADD COLUMN more text",
        "DROP TABLE journal_event",
        "CREATE OR REPLACE FUNCTION hostdesk_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE journal_event (seq bigint)",
        "CREATE RULE mine AS ON UPDATE TO journal_event DO INSTEAD NOTHING",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
    ],
)
def test_route_8_the_application_role_has_no_way_to_change_the_record(
    application: psycopg.Connection, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement)
    assert verify().exit_code == 0


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_the_application_role_can_do_its_work(application: psycopg.Connection) -> None:
    connection.close()
    connection.settings_dict["USER"], usual = "hostdesk_app", connection.settings_dict["USER"]
    try:
        with writing():
            record("received", about="ticket:HD-1", by="mail")
        assert verify().events == 31
        assert verify().exit_code == 0
        with pytest.raises(Error, match="permission denied"):
            Event.objects.update(actor="mallory")
    finally:
        connection.close()
        connection.settings_dict["USER"] = usual
