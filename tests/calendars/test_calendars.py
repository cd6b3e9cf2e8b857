"""Support hours as rows: versions are added, and old deadlines keep theirs."""

from typing import Any

import pytest

from hostdesk.calendars import load
from hostdesk.calendars.models import CalendarVersion

pytestmark = pytest.mark.django_db


def test_the_same_settings_are_the_same_version(db: Any) -> None:
    assert load.current() == load.current()
    assert CalendarVersion.objects.count() == 1


def test_other_settings_add_a_version_and_leave_the_old_one(db: Any, settings: Any) -> None:
    old = load.current()
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_SUPPORT_HOURS": "Mon-Sat 07:00-20:00"}
    new = load.current()
    assert new != old
    assert load.hours_of(old) != load.hours_of(new)
    assert CalendarVersion.objects.get(pk=old.pk).hours == "Mon-Fri 08:00-18:00"


def test_a_closed_day_is_part_of_the_version(db: Any, settings: Any) -> None:
    old = load.current()
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_CLOSED_DAYS": ("12-24",)}
    assert load.current() != old


def test_a_contract_around_the_clock_has_its_own_version(db: Any) -> None:
    assert load.around_the_clock() != load.current()
