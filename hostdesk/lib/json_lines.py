"""One JSON object a line in, one out: what fails on a line is told on that line, and the next goes on."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, BinaryIO, TextIO, TypeVar

Answer = Callable[[dict[str, Any]], dict[str, Any]]
Choice = TypeVar("Choice", bound=StrEnum)


def answer_all(
    source: BinaryIO, target: TextIO, answer: Answer, foreseen: tuple[type[Exception], ...]
) -> bool:
    """Write `answer` to each line of `source` at once; False if a line got an `error` in words instead.

    Numbers with a point are read as Decimal. `foreseen` are the errors of `answer` whose text is for people.
    """
    is_whole = True
    for raw in source:
        if not raw.strip():
            continue
        found = _answered(raw, answer, foreseen)
        is_whole &= "error" not in found
        target.write(json.dumps(found, default=str) + "\n")
        target.flush()
    return is_whole


def text(line: dict[str, Any], name: str, default: str | None = None) -> str:
    """A text field; without `default` it must be there. ValueError says what is wrong."""
    value = line.get(name)
    value = default if value is None else value
    if value is None:
        raise ValueError(f"The field {name!r} is missing.")
    if not isinstance(value, str):
        raise ValueError(f"The field {name!r} must be a text, not {value!r}.")
    return value


def texts(line: dict[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts, or one text with commas; nothing if the field is missing. Else ValueError."""
    value = line.get(name)
    value = value.split(",") if isinstance(value, str) else [] if value is None else value
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"The field {name!r} must be a list of texts, not {value!r}.")
    return tuple(one.strip() for one in value if one.strip())


def instant(line: dict[str, Any], name: str) -> datetime:
    """A time with its offset; ValueError if it is none or has none."""
    written = text(line, name)
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"Write a time like 2026-09-18T16:30:00+02:00, not {written!r}.") from error
    if found.utcoffset() is None:
        raise ValueError(f"The time {written!r} needs an offset, like 2026-09-18T16:30:00+02:00.")
    return found


def choice(line: dict[str, Any], name: str, choices: type[Choice], default: Choice) -> Choice:
    """One of the values of an enum, `default` if the field is missing; ValueError names the valid ones."""
    written = text(line, name, default.value)
    try:
        return choices(written)
    except ValueError as error:
        valid = ", ".join(one.value for one in choices)
        raise ValueError(f"The field {name!r} is one of {valid}, not {written!r}.") from error


def number(line: dict[str, Any], name: str, default: Decimal) -> Decimal:
    """An exact number, written as one or as a text; ValueError if it is neither."""
    written = line.get(name)
    if written is None:
        return default
    try:
        return Decimal("?" if isinstance(written, bool | list | dict) else written)
    except InvalidOperation as error:
        raise ValueError(f"The field {name!r} must be a number, not {written!r}.") from error


def _answered(raw: bytes, answer: Answer, foreseen: Iterable[type[Exception]]) -> dict[str, Any]:
    try:
        line = _read(raw)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"This line is not a JSON object: {error}"}
    try:
        return {"id": line.get("id"), **answer(line)}
    except tuple(foreseen) as error:
        return {"id": line.get("id"), "error": str(error)}


def _read(raw: bytes) -> dict[str, Any]:
    line = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    if not isinstance(line, dict):
        raise ValueError("it must begin with a brace.")
    return line


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON.")
