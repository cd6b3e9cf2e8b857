"""Ticket numbers like HD-4831-7264: random, so that they tell nothing, and checked, so that ears may fail.

A number names a ticket and grants nothing: nobody gets to see or join a ticket by knowing its number.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from hostdesk.core.check_digits import damm, has_check_digit

POSSIBLE = 10**7  # the caller draws a random whole number below this

_PREFIX = re.compile(r"[A-Z]{1,6}")
# Mail programs turn hyphens into dashes, and even into the minus sign.
_DASHES = r"\-\u2010\u2011\u2012\u2013\u2014\u2212"
_GAP = rf"[{_DASHES}\s]?"
_FOUR = "[0-9Oo]{4}"


def make(digits: int, prefix: str) -> str:
    """The number for a random `digits` from 0 to 9,999,999; ValueError outside of that."""
    if not 0 <= digits < POSSIBLE:
        raise ValueError(f"A ticket number is made of a whole number below {POSSIBLE}, not {digits}.")
    return _written(f"{digits:07d}", prefix)


def parse(text: str, prefix: str) -> str | None:
    """The number somebody typed or dictated, in its one spelling; None if it is none."""
    found = _one(check_prefix(prefix)).fullmatch(text.strip())
    return _checked(found, prefix) if found else None


def is_valid(number: str, prefix: str) -> bool:
    """Whether `number` is a ticket number in exactly our spelling."""
    return parse(number, prefix) == number


def find_in(text: str, prefix: str) -> tuple[str, ...]:
    """The numbers that `text` mentions, each once, in order; without prefix only as 4831-7264."""
    return tuple(dict.fromkeys(_mentioned(text, prefix)))


def check_prefix(prefix: str) -> str:
    """The prefix, if it may stand before numbers: one to six capital letters A to Z; else ValueError."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"The prefix of ticket numbers is one to six capital letters, not {prefix!r}")
    return prefix


def _mentioned(text: str, prefix: str) -> Iterator[str]:
    for found in _many(check_prefix(prefix)).finditer(text):
        number = _checked(found, prefix)
        if number:
            yield number


def _checked(found: re.Match[str], prefix: str) -> str | None:
    digits = re.sub(r"[Oo]", "0", "".join(part for part in found.groups() if part))
    return _written(digits[:7], prefix) if has_check_digit(digits) else None


def _written(seven: str, prefix: str) -> str:
    eight = seven + damm(seven)
    return f"{check_prefix(prefix)}-{eight[:4]}-{eight[4:]}"


@lru_cache
def _one(prefix: str) -> re.Pattern[str]:
    gap = rf"[{_DASHES}\s]*"
    return re.compile(rf"#?(?i:{prefix})?{gap}" + f"([0-9Oo]){gap}" * 7 + "([0-9Oo])")


@lru_cache
def _many(prefix: str) -> re.Pattern[str]:
    """Prefixed in any spelling, or bare with a dash; never a part of a longer word or number."""
    named = rf"(?<!\w)(?i:{prefix}){_GAP}({_FOUR}){_GAP}({_FOUR})"
    bare = rf"(?<![\w{_DASHES}/.+])([0-9]{{4}})[{_DASHES}]([0-9]{{4}})"
    return re.compile(rf"(?:{named}|{bare})(?!\w|[{_DASHES}/.]\d)")
