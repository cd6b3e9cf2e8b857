"""Moments and spans in the reader's language, as short as they may be."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

NBSP = "\N{NO-BREAK SPACE}"


def moment(at: datetime, now: datetime) -> str:
    """The time today, weekday and time within six days, else the date."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if abs((local.date() - today).days) < 7:
        return date_format(local, "D") + NBSP + f"{local:%H:%M}"
    return day(at, now) + NBSP + f"{local:%H:%M}"


def day(at: datetime, now: datetime) -> str:
    """Day and month, with the year if it is another one."""
    local = timezone.localtime(at)
    pattern = _("j M") if local.year == timezone.localtime(now).year else _("j M Y")
    return date_format(local, pattern).replace(" ", NBSP)


def in_full(at: datetime) -> str:
    """Everything down to the second, for titles."""
    local = timezone.localtime(at)
    return date_format(local, _("l, j F Y")) + f", {local:%H:%M:%S}"


def weekday_and_date(at: datetime) -> str:
    """For headings of groups."""
    return date_format(timezone.localtime(at), _("l, j F"))


def span(seconds: float) -> str:
    """A duration in at most two units: 8 min, 4 h 43, 2 days."""
    minutes = int(seconds) // 60
    if minutes < 60:
        return _("%(n)s min") % {"n": max(minutes, 0)}
    if minutes < 24 * 60:
        return _("%(h)s h %(m)02d") % {"h": minutes // 60, "m": minutes % 60}
    days = minutes // (24 * 60)
    return _("1 day") if days == 1 else _("%(n)s days") % {"n": days}


def seconds_or_span(passed: timedelta) -> str:
    """How long something took; short ones in seconds."""
    seconds = max(int(passed.total_seconds()), 0)
    return _("%(n)s s") % {"n": seconds} if seconds < 120 else span(seconds)
