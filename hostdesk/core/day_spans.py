"""What is open on one day, in minutes after midnight: for drawings and for "open until"."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hostdesk.core.hours import Hours
from hostdesk.core.tariff_windows import open_parts
from hostdesk.core.work import EPOCH, second_of

DAY = 24 * 60  # minutes
Spans = list[tuple[int, int]]


def spans_of(hours: Hours, day: date) -> Spans:
    """From when until when `hours` are open on a local date, glued and in order; its end is 1440."""
    zone = ZoneInfo(hours.timezone)
    first, last = (second_of(datetime.combine(one, time(), zone)) for one in (day, day + timedelta(days=1)))
    found: Spans = []
    for opens, closes in open_parts(hours, first, last):
        start, end = _minute(opens, zone), _minute(closes, zone) or DAY
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def open_until(hours: Hours, at: datetime) -> int | None:
    """The minute after midnight at which we close, if we are open at `at` and close on the same day."""
    if hours.is_elapsed:
        return None
    local = at.astimezone(ZoneInfo(hours.timezone))
    minute = local.hour * 60 + local.minute
    return next((end for start, end in spans_of(hours, local.date()) if start <= minute < end), None)


def clock(minute: int) -> str:
    """540 is 9:00, 1440 is 24:00."""
    return f"{minute // 60}:{minute % 60:02d}"


def _minute(second: int, zone: ZoneInfo) -> int:
    local = (EPOCH + timedelta(seconds=second)).astimezone(zone)
    return local.hour * 60 + local.minute
