"""Writing one whole row with SQL that is put together once a model: the ORM does it anew for every row.

For what every mail writes: what `save` does for a plain row, without signals, in a quarter of the time.
"""

from functools import cache
from typing import Any

from django.db import connection, models


def insert(row: models.Model) -> None:
    """Write a new row, which gets its primary key; raises what the database says."""
    fields, statement = _insert(type(row), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement, [_value(field, row, is_new=True) for field in fields])
        row.pk = cursor.fetchone()[0] if connection.vendor == "postgresql" else cursor.lastrowid
    row._state.adding = False
    row._state.db = connection.alias


def update(row: models.Model) -> None:
    """Write all columns of a row that exists; raises what the database says."""
    fields, statement = _update(type(row))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(_value(field, row, is_new=False) for field in fields), row.pk])


def _value(field: Any, row: models.Model, *, is_new: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)


@cache
def _insert(model: type[models.Model], vendor: str) -> tuple[list[Any], str]:
    fields = _columns(model)
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    returning = " RETURNING id" if vendor == "postgresql" else ""
    # Nothing but names of our own models is put together here.
    return fields, f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places}){returning}'  # noqa: S608 - see above


@cache
def _update(model: type[models.Model]) -> tuple[list[Any], str]:
    fields = _columns(model)
    values = ", ".join(f'"{field.column}" = %s' for field in fields)
    return fields, f'UPDATE "{model._meta.db_table}" SET {values} WHERE id = %s'  # noqa: S608 - as above


def _columns(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]
