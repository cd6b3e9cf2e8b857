"""Working time: when the firm is open, and how much open time lies between two instants."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hostdesk.core.failures import PermanentFailure
from hostdesk.core.holidays_de import check as check_region
from hostdesk.core.holidays_de import holiday
from hostdesk.core.wall_clock import Span, spans
from hostdesk.core.windows import BadHours, Window, check, parse_windows

SEARCH_DAYS = 3653  # ten years: beyond that the hours are wrong, not the customer early


class NeverOpen(PermanentFailure):
    """Ten years hold not enough open time: somebody must correct the opening hours."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours at one place; `version` names the state of the calendar a deadline was computed with."""

    windows: tuple[Window, ...] = ()
    timezone: str = "Europe/Berlin"
    region: str = ""  # "" knows no public holidays
    closed: tuple[str, ...] = ()  # "12-24" every year, "2026-12-24" once
    version: str = ""
    is_elapsed: bool = False  # 24x7: every second counts, holidays too

    def __post_init__(self) -> None:
        """BadHours or UnknownRegion if these hours cannot be meant."""
        if bool(self.windows) == self.is_elapsed:
            raise BadHours("Opening hours are either windows or 24x7, not both and not neither.")
        check(self.windows)
        for text in self.closed:
            _check_closed(text)
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise BadHours(f"Unknown time zone {self.timezone!r}.") from error
        if self.region:
            check_region(self.region)


def parse(
    text: str,
    *,
    timezone: str = "Europe/Berlin",
    region: str = "",
    closed: tuple[str, ...] = (),
    version: str = "",
) -> Hours:
    """Read "Mon-Fri 08:00-12:00, 13:00-18:00; Sat 09:00-13:00" or "24x7"; BadHours says what is wrong."""
    is_elapsed = text.strip().lower() in ("24x7", "24×7", "24/7")
    windows = () if is_elapsed else parse_windows(text)
    return Hours(windows, timezone, region, closed, version, is_elapsed)


def add(hours: Hours, start: datetime, seconds: int) -> datetime:
    """The earliest instant (UTC) at which `seconds` open seconds have passed since `start`; NeverOpen."""
    if seconds < 0:
        raise ValueError("Open time can only be added, not taken away.")
    left, start = timedelta(seconds=seconds), _utc(start)
    if hours.is_elapsed or not left:
        return start + left
    for opens, closes in _open_spans(hours, start, None):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise NeverOpen(f"Ten years from {start:%Y-%m-%d} do not hold {seconds} open seconds.")


def measure(hours: Hours, start: datetime, end: datetime) -> int:
    """The whole open seconds from `start` to `end`; negative if `end` comes first."""
    start, end = _utc(start), _utc(end)
    sign, first, last = (1, start, end) if start <= end else (-1, end, start)
    if hours.is_elapsed:
        return sign * ((last - first) // timedelta(seconds=1))
    total = sum((closes - opens for opens, closes in _open_spans(hours, first, last)), timedelta())
    return sign * (total // timedelta(seconds=1))


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether `at` lies inside the hours: the opening second does, the closing second does not."""
    at = _utc(at)
    if hours.is_elapsed:
        return True
    local = at.astimezone(ZoneInfo(hours.timezone)).date()
    return any(opens <= at < closes for opens, closes in _day_spans(hours, local))


def next_opening(hours: Hours, at: datetime) -> datetime:
    """The first open instant (UTC) at or after `at`: `at` itself while open; NeverOpen after ten years."""
    at = _utc(at)
    if hours.is_elapsed:
        return at
    for opens, _ in _open_spans(hours, at, None):
        return opens
    raise NeverOpen(f"No opening within ten years from {at:%Y-%m-%d}.")


def is_closed_day(hours: Hours, day: date) -> bool:
    """Whether a public holiday or a closed day of the firm's own falls on the local date `day`."""
    if f"{day:%m-%d}" in hours.closed or day.isoformat() in hours.closed:
        return True
    return bool(hours.region) and holiday(day, hours.region) is not None


def _open_spans(hours: Hours, start: datetime, end: datetime | None) -> Iterator[Span]:
    """What is open from `start` until `end`, or for ten years, cut to these instants."""
    zone = ZoneInfo(hours.timezone)
    day = start.astimezone(zone).date()
    last = end.astimezone(zone).date() if end else day + timedelta(days=SEARCH_DAYS)
    while day <= last:
        for opens, closes in _day_spans(hours, day):
            opens, closes = max(opens, start), min(closes, end or closes)
            if opens < closes:
                yield opens, closes
        day += timedelta(days=1)


@lru_cache(maxsize=8192)
def _day_spans(hours: Hours, day: date) -> tuple[Span, ...]:
    windows = [window for window in hours.windows if window.weekday == day.weekday()]
    if not windows or is_closed_day(hours, day):
        return ()
    zone = ZoneInfo(hours.timezone)
    return tuple(sorted(span for w in windows for span in spans(day, w.opens, w.closes, zone)))


def _utc(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError(f"{instant.isoformat()} names no time zone: opening hours need an aware instant.")
    return instant.astimezone(UTC)


def _check_closed(text: str) -> None:
    try:
        # A leap year, so that 29 February may be closed too.
        day = date.fromisoformat(text if len(text) == 10 else f"2028-{text}")
    except ValueError as error:
        raise BadHours(f"A closed day is written 12-24 or 2026-12-24, not {text!r}.") from error
    if not day.isoformat().endswith(text):
        raise BadHours(f"A closed day is written 12-24 or 2026-12-24, not {text!r}.")
