"""The triggers of a protected table in SQLite."""

from django.db.backends.base.base import BaseDatabaseWrapper

from hostdesk.journal.guard import Guard

SUFFIXES = ("no_delete", "no_replace", "no_update", "frozen")


def statements(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    """SQL that puts the triggers in place, replacing older ones of the same names."""
    old = [f'DROP TRIGGER IF EXISTS "{guard.table}_{suffix}"' for suffix in SUFFIXES]
    return [*old, *expected(connection, guard).values()]


def expected(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, str]:
    """The SQL of every trigger by its name, exactly as SQLite keeps it."""
    table, unique = guard.table, _unique_columns(connection, guard.table)
    refused = {
        f"{table}_no_delete": (f'DELETE ON "{table}"', "rows are never removed"),
        f"{table}_no_replace": (
            f'INSERT ON "{table}" WHEN {_collides(table, unique)}',
            "rows are never replaced",
        ),
    }
    if guard.is_append_only:
        refused[f"{table}_no_update"] = (f'UPDATE ON "{table}"', "rows are never changed")
    else:
        change = _differs((*unique[0], *guard.frozen))
        refused[f"{table}_frozen"] = (f'UPDATE ON "{table}" WHEN {change}', "this is never changed")
    return {
        name: f"CREATE TRIGGER \"{name}\" BEFORE {event} BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
        for name, (event, why) in refused.items()
    }


def found(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    """The SQL of every trigger that the table has, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        return dict(cursor.fetchall())


def table_problems(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """SQLite has no other way to bend a table."""
    return []


def common_problems(connection: BaseDatabaseWrapper) -> list[str]:
    """What SQLite itself finds wrong with the file, indexes included; at most five sentences."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(5)")
        return [text for (text,) in cursor.fetchall() if text != "ok"]


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in dict.fromkeys(columns))


def _collides(table: str, unique: list[tuple[str, ...]]) -> str:
    # INSERT OR REPLACE removes the old row without asking the DELETE trigger unless recursive_triggers is on,
    # which a foreign connection need not be: so the new row is refused before it can replace anything.
    same = [" AND ".join(f'"{column}" = NEW."{column}"' for column in columns) for columns in unique]
    return " OR ".join(f'EXISTS (SELECT 1 FROM "{table}" WHERE {row})' for row in same)  # noqa: S608 - our names


def _unique_columns(connection: BaseDatabaseWrapper, table: str) -> list[tuple[str, ...]]:
    """The primary key first, then every unique index over plain columns of all rows."""
    with connection.cursor() as cursor:
        primary = tuple(connection.introspection.get_primary_key_columns(cursor, table) or ())
        cursor.execute(f'PRAGMA index_list("{table}")')
        names = [row[1] for row in cursor.fetchall() if row[2] and not row[4]]
        others = set()
        for name in names:
            cursor.execute(f'PRAGMA index_info("{name}")')
            others.add(tuple(row[2] for row in cursor.fetchall()))
    return [primary, *sorted(columns for columns in others if None not in columns and columns != primary)]
