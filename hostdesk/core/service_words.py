"""Which service of the catalogue a letter may ask for, by the beginnings of its words (M19)."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

_ENOUGH = 2  # different keywords: one alone is in every third letter
_READ = 4000  # characters

T = TypeVar("T")


def likely(text: str, offers: Mapping[T, Iterable[str]]) -> T | None:
    """The offer with most keywords in `text`, at least two of them; None for a draw or too few."""
    read = " ".join(text[:_READ].casefold().split())
    found = sorted(
        ((_count(read, keywords), place, offer) for place, (offer, keywords) in enumerate(offers.items())),
        key=lambda one: (-one[0], one[1]),
    )
    if not found or found[0][0] < _ENOUGH:
        return None
    is_draw = len(found) > 1 and found[1][0] == found[0][0]
    return None if is_draw else found[0][2]


def _count(read: str, keywords: Iterable[str]) -> int:
    wanted = {" ".join(one.casefold().split()) for one in keywords}
    return sum(bool(re.search(rf"(?<!\w){re.escape(one)}", read)) for one in wanted if one)
