"""Work as it was recorded: intervals of agents on tickets, and what of it lies unbroken on the time line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_SECOND = timedelta(seconds=1)
_YEAR = timedelta(days=366)

Stretch = tuple[int, int]  # whole seconds since 1970 (UTC), half-open


class BadInterval(ValueError):
    """This interval cannot be meant; the text says why."""


class Sphere(StrEnum):
    """On whose side the cause lies: the provider's, which is free always, or the customer's (M16, M17)."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class Service(StrEnum):
    """What was done: the first response is never charged (M14)."""

    TECHNICAL_WORK = "technical_work"
    FIRST_RESPONSE = "first_response"


@dataclass(frozen=True, slots=True)
class Interval:
    """One agent worked on one ticket from `start` until before `end` (aware datetimes)."""

    start: datetime
    end: datetime
    agent: str = ""
    ticket: str = ""
    sphere: Sphere = Sphere.OUTSIDE

    def __post_init__(self) -> None:
        """BadInterval if it has no time zone, ends before it starts or lasts more than a year."""
        for instant in (self.start, self.end):
            if instant.utcoffset() is None:
                raise BadInterval(f"{instant.isoformat()} names no time zone: work needs an aware instant.")
        # Compared on the UTC line: within one zone Python compares the wall clock, wrong when clocks change.
        length = (self.end - EPOCH) - (self.start - EPOCH)
        if length < timedelta():
            raise BadInterval(
                f"Work from {self.start.isoformat()} ends before it, at {self.end.isoformat()}."
            )
        if length > _YEAR:
            raise BadInterval(f"Work from {self.start.isoformat()} lasts over a year: a forgotten timer?")


def second_of(instant: datetime) -> int:
    """Whole seconds since 1970 (UTC); parts of a second are cut off."""
    return (instant - EPOCH) // _SECOND


def unbroken(intervals: Iterable[Interval]) -> list[Stretch]:
    """Each second once, whoever worked: stretches without a break, in order, cut to whole seconds."""
    found: list[Stretch] = []
    for begins, ends in sorted((second_of(one.start), second_of(one.end)) for one in intervals):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found
