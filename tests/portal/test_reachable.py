"""The ways to reach us that are open at a moment (M1 to M6)."""

from datetime import UTC, datetime
from typing import Any

import my_world
import pytest
from django.test import Client

from hostdesk.customers.models import Contact
from hostdesk.demo.cast_rows import install_cast
from hostdesk.portal.reachable import answered_by, ways

pytestmark = pytest.mark.django_db
FRIDAY_NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 11, tzinfo=UTC)
CHRISTMAS = datetime(2026, 12, 25, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def phones(settings: Any) -> None:
    install_cast()
    settings.HOSTDESK = {
        **settings.HOSTDESK, "HOSTDESK_SALES_PHONE": "+49 89 99998-100", "HOSTDESK_FAX": "+49 89 99998-299",
        "HOSTDESK_CUSTOMER_PHONE": "+49 89 99998-200",
    }  # fmt: skip


def test_sales_answers_the_phone_in_the_support_hours_and_says_until_when() -> None:
    first = ways(FRIDAY_NOON, None, "de")[0]
    assert (first.label, first.url, first.until) == (
        "+49 89 99998-100",
        "tel:+498999998100",
        "offen bis 18:00",
    )


@pytest.mark.parametrize("closed", [SUNDAY, CHRISTMAS])
def test_nobody_is_sent_to_a_phone_that_nobody_answers(closed: datetime) -> None:
    assert "+49 89 99998-100" not in [way.label for way in ways(closed, None, "de")]


def test_only_a_contact_who_has_signed_in_sees_the_customers_phone() -> None:
    assert "+49 89 99998-200" not in str(ways(SUNDAY, None, "de"))
    assert "+49 89 99998-200" in [way.label for way in ways(SUNDAY, Contact.objects.first(), "de")]


def test_mail_form_and_fax_are_there_around_the_clock() -> None:
    found = {way.icon for way in ways(SUNDAY, None, "en") if not way.until}
    assert {"form", "mail", "fax"} <= found


def test_the_promise_is_the_one_that_a_ticket_gets() -> None:
    assert answered_by(SUNDAY, "de") == "Montag, 23. November 2026, 12:00 Uhr"  # four support hours from 8:00


def test_a_contact_who_has_signed_in_sees_it_on_the_site_and_nobody_else_gets_that_page() -> None:
    meyer = my_world.sign_in(Contact.objects.earliest("pk").address)
    page = meyer.get("/de/")
    assert "+49 89 99998-200" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert "Cookie" in page["Vary"]
    guest = Client().get("/de/")
    assert "+49 89 99998-200" not in guest.content.decode()
    assert guest["Cache-Control"] == "public, max-age=60"
