"""Whether the database still refuses what it must refuse: its triggers are those of the migrations."""

from collections.abc import Iterator

from django.db import connection

from hostdesk.journal.checks import Finding
from hostdesk.journal.guard import Guard
from hostdesk.journal.protection import dialect, guards


def findings() -> Iterator[Finding]:
    """One for every protected table that is missing, replaced, or guarded differently than migrated."""
    for problem in dialect(connection).common_problems(connection):
        yield Finding(problem, "database")
    for table, guard in sorted(guards().items()):
        for problem in _problems(table, guard):
            yield Finding(problem, f"table {table}")


def _problems(table: str, guard: Guard) -> Iterator[str]:
    with connection.cursor() as cursor:
        kinds = {info.name: info.type for info in connection.introspection.get_table_list(cursor)}
    if kinds.get(table) != "t":
        yield f"The table {table} is missing, or something else stands in its place."
        return
    expected, found = (
        dialect(connection).expected(connection, guard),
        dialect(connection).found(connection, table),
    )
    for name in expected.keys() - found.keys():
        yield f"The trigger {name} is missing."
    for name in found.keys() - expected.keys():
        yield f"The trigger {name} does not belong there."
    for name in expected.keys() & found.keys():
        if expected[name] != found[name]:
            yield f"The trigger {name} was changed: {found[name]}"
    yield from dialect(connection).table_problems(connection, table)
