"""Tampering with the schema is found: routes 5 and 12 of docs/journal.md."""

from typing import Any

import pytest
from django.db import connection

from hostdesk.journal.verify import verify

ON_SQLITE = pytest.mark.only_on("sqlite")
ON_POSTGRESQL = pytest.mark.only_on("postgresql")

pytestmark = pytest.mark.django_db


def execute(statement: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def texts() -> str:
    return " ".join(finding.text for _, finding in verify().findings)


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
