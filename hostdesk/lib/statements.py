"""The texts of plain SQL about one table, put together once; nothing but names of our own models."""

from functools import cache
from typing import Any, NamedTuple

from django.db import connection, models

_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)

Model = type[models.Model]


class Column(NamedTuple):
    """A column of a statement; `is_plain` if str, int, bool and None go into it as they are."""

    attname: str
    field: Any
    is_plain: bool


Statement = tuple[list[Column], str]


@cache
def insert(model: Model, vendor: str) -> Statement:
    """All columns of one row; PostgreSQL answers with the key that it made."""
    columns = _writable(model)
    places = ", ".join(["%s"] * len(columns))
    returning = " RETURNING id" if vendor == "postgresql" else ""
    return columns, f"INSERT INTO {_table(model)} ({_listed(columns)}) VALUES ({places}){returning}"  # noqa: S608 - see above


@cache
def update(model: Model) -> Statement:
    """All columns of the row with this id."""
    columns = _writable(model)
    return columns, f"UPDATE {_table(model)} SET {_equal(columns, ', ')} WHERE id = %s"  # noqa: S608 - see above


@cache
def change(model: Model, values: tuple[str, ...], equal: tuple[str, ...]) -> Statement:
    """Some columns of the rows where others are as given."""
    changed, given = _columns(model, values), _columns(model, equal)
    return [*changed, *given], f"UPDATE {_table(model)} SET {_equal(changed, ', ')}{_where(given)}"  # noqa: S608 - see above


@cache
def exists(model: Model, equal: tuple[str, ...]) -> Statement:
    """A row, if there is one with these values."""
    given = _columns(model, equal)
    return given, f"SELECT 1 FROM {_table(model)}{_where(given)} LIMIT 1"  # noqa: S608 - see above


@cache
def select(model: Model, equal: tuple[str, ...]) -> Statement:
    """All rows with these values, in the order of the model."""
    given = _columns(model, equal)
    order = ", ".join(map(_ordered, model._meta.ordering or ("id",)))
    return given, f"SELECT {names(model)} FROM {_table(model)}{_where(given)} ORDER BY {order}"  # noqa: S608 - see above


@cache
def names(model: Model) -> str:
    """All columns, as they stand in a statement."""
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)


@cache
def converters(model: Model, vendor: str) -> tuple[list[str], list[tuple[int, list[Any], Any]]]:
    """The attributes of a row, and what turns the values of some columns (by place) into Python's."""
    found = []
    for place, field in enumerate(model._meta.concrete_fields):
        expression = field.get_col(model._meta.db_table)
        those = connection.ops.get_db_converters(expression) + expression.get_db_converters(connection)
        if those:
            found.append((place, those, expression))
    return [field.attname for field in model._meta.concrete_fields], found


def _table(model: Model) -> str:
    return f'"{model._meta.db_table}"'


def _writable(model: Model) -> list[Column]:
    return [_of(field) for field in model._meta.concrete_fields if not field.primary_key]


def _columns(model: Model, names: tuple[str, ...]) -> list[Column]:
    return [_column(model, name) for name in names]


def _column(model: Model, name: str) -> Column:
    return _of(model._meta.pk if name == "pk" else model._meta.get_field(name))


def _of(field: Any) -> Column:
    return Column(field.attname, field, isinstance(field, _PLAIN))


def _listed(columns: list[Column]) -> str:
    return ", ".join(f'"{one.field.column}"' for one in columns)


def _equal(columns: list[Column], between: str) -> str:
    return between.join(f'"{one.field.column}" = %s' for one in columns)


def _where(columns: list[Column]) -> str:
    return f" WHERE {_equal(columns, ' AND ')}" if columns else ""


def _ordered(name: Any) -> str:
    return f'"{name[1:]}" DESC' if name.startswith("-") else f'"{name}"'
