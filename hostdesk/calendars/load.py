"""From settings and rows to the core's `Hours`: which support hours count for a request."""

import hashlib
from functools import lru_cache
from typing import Any

from django.conf import settings

from hostdesk.calendars.models import CalendarVersion
from hostdesk.core import hours
from hostdesk.core.hours import Hours
from hostdesk.lib import rows

AROUND_THE_CLOCK = "24x7"


def current() -> CalendarVersion:
    """The support hours of the settings; changing them adds a version and leaves the old ones (M15)."""
    return _version(settings.HOSTDESK["HOSTDESK_SUPPORT_HOURS"])


def current_hours() -> Hours:
    """Today's support hours, for looking at them: nothing is asked of the database."""
    values = _values(settings.HOSTDESK["HOSTDESK_SUPPORT_HOURS"])
    return _hours(
        values["hours"], values["timezone"], values["region"], tuple(values["closed_days"]), _label(values)
    )


def around_the_clock() -> CalendarVersion:
    """The clock of a 24x7 contract: every second counts."""
    return _version(AROUND_THE_CLOCK)


def hours_of(version: CalendarVersion) -> Hours:
    """The hours that deadlines of this version were, and are, computed with."""
    return _hours(version.hours, version.timezone, version.region, tuple(version.closed_days), version.label)


def _version(text: str) -> CalendarVersion:
    values = _values(text)
    label = _label(values)
    known = rows.first(CalendarVersion, label=label)
    return known or CalendarVersion.objects.get_or_create(label=label, defaults=values)[0]


def _values(text: str) -> dict[str, Any]:
    return {
        "hours": text,
        "region": settings.HOSTDESK["HOSTDESK_REGION"],
        "timezone": settings.HOSTDESK["HOSTDESK_TIMEZONE"],
        "closed_days": list(settings.HOSTDESK["HOSTDESK_CLOSED_DAYS"]),
    }


def _label(values: dict[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def _hours(text: str, timezone: str, region: str, closed: tuple[str, ...], label: str) -> Hours:
    return hours.parse(text, timezone=timezone, region=region, closed=closed, version=label)
