"""What menus offer: departments, colleagues, and moments until which a ticket may sleep."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Department, Role, Staff
from hostdesk.calendars import load
from hostdesk.core import hours
from hostdesk.desk import when
from hostdesk.lib import rows


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a form, with its words."""

    value: str
    name: str


def departments() -> list[Choice]:
    """All of them: a ticket may be handed to one that the agent does not belong to."""
    language = get_language() or "en"
    return [Choice(one.slug, one.name(language)) for one in rows.each(Department)]


def colleagues(besides: Staff | None) -> list[Choice]:
    """Who could take a ticket over."""
    there = [one for one in rows.each(Staff, is_active=True) if one.role != Role.AUDITOR]
    return [Choice(str(one.pk), one.name) for one in there if one != besides]


def moments(now: datetime) -> list[Choice]:
    """Usual moments of waking up, each at the opening of a working day, and in two hours."""
    calendar = load.current_hours()
    local = timezone.localtime(now)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = hours.next_opening(calendar, midnight + timedelta(days=1))
    monday = hours.next_opening(calendar, midnight + timedelta(days=7 - local.weekday()))
    in_two_hours = now.replace(second=0, microsecond=0) + timedelta(hours=2)
    offered = [
        (in_two_hours, _("In two hours")),
        (tomorrow, _("Next working day")),
        (monday, _("Next week")),
        (hours.next_opening(calendar, midnight + timedelta(days=30)), _("In a month")),
    ]
    return [Choice(at.isoformat(), f"{name}, {when.moment(at, now)}") for at, name in offered]


def moment_in(text: str) -> datetime | None:
    """A moment out of a form: one of ours, or a date field's, in the provider's time; None if unreadable."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    if at is None:
        return None
    return timezone.make_aware(at) if timezone.is_naive(at) else at
