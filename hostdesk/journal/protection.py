"""Migration operations that make the database itself refuse to change the record.

`AppendOnly("journal_event")` refuses every change and removal.
`NoDelete("tickets_ticket", frozen=("number",))` refuses removals and changes of these columns and the key.

On SQLite an insertion that meets an existing row raises IntegrityError even if it says OR IGNORE (Django's
`ignore_conflicts`): ask first whether the row is there.

SQLite drops triggers whenever Django rebuilds a table: a later migration that alters a protected table
repeats the operation at its end. `hostdesk verify` finds triggers that are not those of the migrations.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from hostdesk.journal import triggers_postgresql, triggers_sqlite
from hostdesk.journal.guard import Guard

_DIALECTS = {"sqlite": triggers_sqlite, "postgresql": triggers_postgresql}


class _Protection(Operation):
    reduces_to_sql = True
    reversible = False  # what protects the record is never taken away by a command
    guard: Guard

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of Django's idea of a model."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create the triggers, replacing older ones of the same names."""
        connection = schema_editor.connection
        for statement in dialect(connection).statements(connection, self.guard):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        """What `migrate` prints."""
        return f"Protect {self.guard.table}"


class AppendOnly(_Protection):
    """Rows are added, never changed, never removed."""

    def __init__(self, table: str) -> None:
        self.guard = Guard(table, is_append_only=True)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For Django's migration writer."""
        return "AppendOnly", [self.guard.table], {}


class NoDelete(_Protection):
    """Rows are never removed; `frozen` columns (and the primary key) never change."""

    def __init__(self, table: str, frozen: tuple[str, ...] = ()) -> None:
        self.guard = Guard(table, is_append_only=False, frozen=tuple(frozen))

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For Django's migration writer."""
        return "NoDelete", [self.guard.table], {"frozen": self.guard.frozen}


def guards() -> dict[str, Guard]:
    """The protection that every table must have: the last word of all our migrations, by table.

    Read from the code, not from the table of applied migrations, which an intruder could change.
    """
    loader = MigrationLoader(None)
    plans = (loader.graph.forwards_plan(leaf) for leaf in loader.graph.leaf_nodes())
    return {
        operation.guard.table: operation.guard
        for key in dict.fromkeys(key for plan in plans for key in plan)
        for operation in loader.graph.nodes[key].operations
        if isinstance(operation, _Protection)
    }


def dialect(connection: BaseDatabaseWrapper) -> Any:
    """How this database says it: triggers_sqlite or triggers_postgresql."""
    return _DIALECTS[connection.vendor]
