"""Which real instants a stretch of the wall clock means, also in the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]  # UTC, half-open

_DAY = timedelta(days=1)


def spans(day: date, opens: int, closes: int, zone: ZoneInfo) -> tuple[Span, ...]:
    """The UTC spans in which the wall clock shows `opens` to `closes` (seconds after midnight) of `day`.

    One span on an ordinary day. None if the clock jumps over the whole stretch, two if it is shown twice
    with a pause between: the firm is open whenever the clock on its wall says so.
    """
    midnight = datetime.combine(day, time(), UTC)
    start, end = midnight + timedelta(seconds=opens), midnight + timedelta(seconds=closes)
    # The widest offsets in use are -12 and +14 hours: a day either side contains all of this date everywhere.
    first, last = midnight - _DAY, midnight + 2 * _DAY
    before, after = _offset(first, zone), _offset(last, zone)
    if before == after:
        return ((start - before, end - before),)
    change = _change(first, last, zone)
    early = (start - before, min(end - before, change))
    late = (max(start - after, change), end - after)
    return tuple(span for span in (early, late) if span[0] < span[1])


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _change(first: datetime, last: datetime, zone: ZoneInfo) -> datetime:
    """The second in which the clocks change between two instants with different offsets."""
    offset = _offset(first, zone)
    while last - first > timedelta(seconds=1):
        middle = first + timedelta(seconds=(last - first) // timedelta(seconds=2))
        if _offset(middle, zone) == offset:
            first = middle
        else:
            last = middle
    return last
