"""The triggers of a protected table in PostgreSQL; ENABLE ALWAYS, so that a replica role fires them too."""

from django.db.backends.base.base import BaseDatabaseWrapper

from hostdesk.journal.guard import Guard

# Each function exists once and serves all tables; its text is compared by `hostdesk verify`.
FUNCTIONS = {
    "hostdesk_refuse": """
BEGIN
  RAISE EXCEPTION '%: % is refused, this is never changed or removed', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END
""",
    "hostdesk_frozen": """
DECLARE
  old_row jsonb := to_jsonb(OLD);
  new_row jsonb := to_jsonb(NEW);
  name text;
BEGIN
  FOREACH name IN ARRAY TG_ARGV LOOP
    IF old_row -> name IS DISTINCT FROM new_row -> name THEN
      RAISE EXCEPTION '%: % is never changed', TG_TABLE_NAME, name
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END
""",
}


SUFFIXES = ("no_delete", "no_truncate", "no_update", "frozen")


def statements(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    """SQL that puts functions and triggers in place, replacing older ones of the same names."""
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"
        for name, body in FUNCTIONS.items()
    ]
    table = guard.table
    old = [f"DROP TRIGGER IF EXISTS {table}_{suffix} ON {table}" for suffix in SUFFIXES]
    created = expected(connection, guard)
    always = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for name in created]
    return [*functions, *old, *created.values(), *always]


def expected(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, str]:
    """The SQL of every trigger by its name, exactly as PostgreSQL prints it."""
    table = guard.table
    refuse = "EXECUTE FUNCTION hostdesk_refuse()"
    triggers = {
        f"{table}_no_delete": f"BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"{table}_no_truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    }
    if guard.is_append_only:
        triggers[f"{table}_no_update"] = f"BEFORE UPDATE ON {table} FOR EACH ROW {refuse}"
    else:
        columns = ", ".join(f"'{column}'" for column in _frozen(connection, guard))
        triggers[f"{table}_frozen"] = (
            f"BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION hostdesk_frozen({columns})"
        )
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in triggers.items()}


def found(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    """The SQL of every trigger that the table has, by name; marked if it does not fire always."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(oid, true), tgenabled::text FROM pg_trigger"
            " WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal",
            [table],
        )
        rows = cursor.fetchall()
    return {name: sql if enabled == "A" else f"{sql} (not always enabled)" for name, sql, enabled in rows}


def table_problems(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """Rules that replace a statement, and row security that hides rows, would go around the triggers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_rewrite WHERE ev_class = c.oid), relrowsecurity,"
            " EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid)"
            " FROM pg_class c WHERE c.oid = to_regclass(%s)",
            [table],
        )
        found = cursor.fetchone()
    names = ("rules", "row security", "inheriting tables")
    return [f"The table {table} has {name}." for name, is_so in zip(names, found, strict=True) if is_so]


def common_problems(connection: BaseDatabaseWrapper) -> list[str]:
    """Our trigger functions must be there, once each, word for word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s)", [list(FUNCTIONS)])
        found = sorted(cursor.fetchall())
    return [] if found == sorted(FUNCTIONS.items()) else ["The functions behind the triggers were changed."]


def _frozen(connection: BaseDatabaseWrapper, guard: Guard) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        primary = connection.introspection.get_primary_key_columns(cursor, guard.table) or []
    return tuple(dict.fromkeys((*primary, *guard.frozen)))
