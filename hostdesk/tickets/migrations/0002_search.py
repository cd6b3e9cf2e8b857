"""The table of full-text search: FTS5 on SQLite, a tsvector with its index on PostgreSQL."""

from typing import Any

from django.db import migrations


def create(apps: Any, schema_editor: Any) -> None:
    for statement in _STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE tickets_search")


_STATEMENTS = {
    "sqlite": ["CREATE VIRTUAL TABLE tickets_search USING fts5(words, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '@._-'\")"],
    "postgresql": [
        "CREATE TABLE tickets_search (message_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX tickets_search_words ON tickets_search USING gin (words)",
    ],
}


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
