"""Whose phone a number is: NUMBER=DEPARTMENT, one a comma."""

import re
from collections.abc import Mapping

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")


def parse(setting: str) -> dict[str, str]:
    """Department by number as written; ValueError with a hint."""
    found: dict[str, str] = {}
    for one in filter(None, (part.strip() for part in setting.split(","))):
        number, equal, slug = (part.strip() for part in one.partition("="))
        if not equal or not re.search(r"\d", number) or not _SLUG.fullmatch(slug) or number in found:
            raise ValueError(
                "write NUMBER=DEPARTMENT, for instance +49 89 12345-300=accounting, each number once"
            )
        found[number] = slug
    return found


def department_of(called: str, lines: Mapping[str, str]) -> str:
    """The department of this number, or of the longest line that it is an extension of; "" if nobody's.

    Numbers on both sides are E.164, or extensions as they are.
    """
    if called in lines:
        return lines[called]
    longer = [line for line in lines if called.startswith(line) and line.startswith("+")]
    return lines[max(longer, key=len)] if longer else ""
