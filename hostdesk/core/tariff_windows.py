"""Price windows: the longest unbroken stretches of one tariff, on the time line of whole seconds (UTC)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from hostdesk.core.hours import Hours, NeverOpen, is_closed_day
from hostdesk.core.wall_clock import spans
from hostdesk.core.work import EPOCH, Stretch, second_of

_DAY = 86_400
_WEEK = 7 * _DAY
_SEARCH_WEEKS = 53
_EPOCH_DAY = EPOCH.date()


class Kind(StrEnum):
    """The two tariffs of the price list (M17, M18)."""

    DAY = "day"
    SURCHARGE = "surcharge"


@dataclass(frozen=True, slots=True)
class PriceWindow:
    """From `begins` until before `ends` (seconds since 1970, UTC) one tariff applies without a break."""

    begins: int
    ends: int
    kind: Kind

    @property
    def start(self) -> datetime:
        """The first instant (UTC)."""
        return EPOCH + timedelta(seconds=self.begins)

    @property
    def end(self) -> datetime:
        """The first instant (UTC) that is no longer inside."""
        return EPOCH + timedelta(seconds=self.ends)


def window_at(hours: Hours, second: int) -> PriceWindow:
    """The window around a second, where `hours` have the day price; NeverOpen if a year has none."""
    return next(window for window in _week(hours, second // _WEEK) if second < window.ends)


def open_parts(hours: Hours, begins: int, ends: int) -> Iterator[Stretch]:
    """What of a stretch lies inside `hours`, in order."""
    if hours.is_elapsed:
        yield begins, ends
        return
    # A local date may begin up to 14 hours before the same date in UTC, or end 12 hours after it.
    for day in range((begins - _DAY) // _DAY, (ends + _DAY) // _DAY + 1):
        for opens, closes in _day(hours, day):
            if max(opens, begins) < min(closes, ends):
                yield max(opens, begins), min(closes, ends)


@lru_cache(maxsize=4096)
def _week(hours: Hours, week: int) -> tuple[PriceWindow, ...]:
    """All windows that touch a week of the UTC line, whole."""
    first, last = week * _WEEK, (week + 1) * _WEEK
    found: list[PriceWindow] = []
    closed_since: int | None = None
    for opens, closes in _around(hours, first, last):
        if closed_since is not None:
            found.append(PriceWindow(closed_since, opens, Kind.SURCHARGE))
        found.append(PriceWindow(opens, closes, Kind.DAY))
        closed_since = closes
    return tuple(window for window in found if window.begins < last and window.ends > first)


def _around(hours: Hours, first: int, last: int) -> list[Stretch]:
    """Open spans, from one that ends before `first` to one that begins after `last`, glued."""
    for weeks in range(1, _SEARCH_WEEKS):
        days = range(first // _DAY - 7 * weeks, last // _DAY + 7 * weeks)
        found = _glued([span for day in days for span in _day(hours, day)])
        if found and found[0][1] <= first and found[-1][0] >= last:
            return found
    raise NeverOpen("A whole year has only one price: correct the hours of the day price.")


def _glued(parts: list[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for opens, closes in sorted(parts):
        if found and found[-1][1] == opens:
            found[-1] = (found[-1][0], closes)
        else:
            found.append((opens, closes))
    return found


@lru_cache(maxsize=16_384)
def _day(hours: Hours, number: int) -> tuple[Stretch, ...]:
    """The spans of one local date, counted in days since 1970-01-01."""
    day = date.fromordinal(_EPOCH_DAY.toordinal() + number)
    windows = [window for window in hours.windows if window.weekday == day.weekday()]
    if not windows or is_closed_day(hours, day):
        return ()
    zone = ZoneInfo(hours.timezone)
    found = [span for window in windows for span in spans(day, window.opens, window.closes, zone)]
    return tuple(sorted((second_of(opens), second_of(closes)) for opens, closes in found))
