"""Moments and spans in the reader's language, as short as they may be."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NBSP = "\N{NO-BREAK SPACE}"


def local(at: datetime) -> datetime:
    """On the provider's clock. Django's own `localtime` asks thrice what zone this thread is in."""
    return at.astimezone(timezone.get_default_timezone())


def moment(at: datetime, now: datetime) -> str:
    """The time today, weekday and time within six days, else the date."""
    here, today = local(at), local(now).date()
    on = here.date()
    if on == today:
        return f"{here:%H:%M}"
    if abs((on - today).days) < 7:
        return f"{_named(on, 'D', get_language())}{NBSP}{here:%H:%M}"
    return f"{day(at, now)} {here:%H:%M}"


def day(at: datetime, now: datetime) -> str:
    """Day and month, with the year if it is another one."""
    on = local(at).date()
    pattern = _("j M") if on.year == local(now).year else _("j M Y")
    return _named(on, pattern, get_language()).replace(" ", NBSP)


def in_full(at: datetime) -> str:
    """Everything down to the second, for titles."""
    here = local(at)
    return f"{_whole(here.date(), get_language())}, {here:%H:%M:%S}"


def weekday_and_date(at: datetime) -> str:
    """For headings of groups."""
    return _named(local(at).date(), _("l, j F"), get_language())


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


# A list names the same few days again and again, and naming one is slow.
@lru_cache(maxsize=2048)
def _whole(on: date, language: str | None) -> str:
    return date_format(on, _("l, j F Y"))


@lru_cache(maxsize=2048)
def _named(on: date, pattern: str, language: str | None) -> str:
    return date_format(on, pattern)
