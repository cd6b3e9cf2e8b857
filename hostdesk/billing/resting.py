"""When staff get in touch if nobody agreed to chargeable work: the next working day, 8:00 (M15)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hostdesk.calendars import load as calendars
from hostdesk.core import hours


def next_working_day(at: datetime) -> datetime:
    """The next opening (UTC); while support is open, that of the next working day."""
    support = calendars.current_hours()
    if not hours.is_open(support, at):
        return hours.next_opening(support, at)
    zone = ZoneInfo(support.timezone)
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return hours.next_opening(support, datetime.combine(tomorrow, time(), zone))
