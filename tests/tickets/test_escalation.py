"""The leads are told before a promise is missed: once, and never at midnight (M14)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import first_response
import nordlicht
import pytest

from hostdesk.accounts.models import Staff
from hostdesk.demo.cast import MEYER
from hostdesk.outbox.models import Delivery
from hostdesk.tickets.escalation import escalate_due
from hostdesk.tickets.models import Escalation

pytestmark = pytest.mark.django_db


def at(text: str, day: str = "2026-09-15") -> datetime:
    """A local time of a Tuesday."""
    return datetime.fromisoformat(f"{day}T{text}").replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@pytest.fixture
def lena(ada: Staff) -> Staff:
    """She leads Support."""
    Staff.objects.filter(role="lead").update(is_active=False)
    found = Staff.objects.create_user("lena@nordlicht.example.test", "x" * 12, name="Lena", role="lead")
    found.departments.set([nordlicht.department("support")])
    return found


def letters() -> list[str]:
    return [one.as_letter.recipients[0] for one in Delivery.objects.filter(kind="escalation")]


def test_the_lead_is_told_once_when_less_than_an_hour_is_left(lena: Staff) -> None:
    nordlicht.comes_in(at=at("09:00"))  # due at 13:00
    assert [escalate_due(at("12:00")), letters()] == [0, []]
    assert [escalate_due(at("12:00:01")), escalate_due(at("12:00:02")), escalate_due(at("14:00"))] == [
        1,
        0,
        0,
    ]
    assert letters() == [lena.email]


def test_nothing_fires_at_night(lena: Staff) -> None:
    nordlicht.comes_in(at=at("14:30"))  # due next morning at 8:30
    assert sum(escalate_due(at(hour)) for hour in ("17:29", "17:30")) == 0
    night = [
        ("18:00", "2026-09-15"),
        ("23:59:59", "2026-09-15"),
        ("00:00", "2026-09-16"),
        ("07:59:59", "2026-09-16"),
    ]
    assert sum(escalate_due(at(*moment)) for moment in night) == 0
    assert escalate_due(at("08:00", "2026-09-16")) == 1  # nobody looked between 17:30 and 18:00


def test_who_has_answered_needs_no_lead(lena: Staff, ada: Staff) -> None:
    message = nordlicht.comes_in(at=at("09:00"))
    first_response.reply(message.ticket, "Wir sehen nach.", ada, at=at("10:00"))
    assert escalate_due(at("12:30")) == 0


def test_a_contract_around_the_clock_wakes_its_lead_at_night(lena: Staff) -> None:
    message = nordlicht.comes_in(at=at("20:00"))
    customer = message.ticket.customer
    assert customer and customer.number == MEYER.number
    type(customer).objects.filter(pk=customer.pk).update(has_24x7=True)
    nordlicht.comes_in(at=at("20:00"), subject="Alles steht")
    assert [escalate_due(at("22:59")), escalate_due(at("23:30"))] == [0, 1]
    assert Escalation.objects.count() == 1
