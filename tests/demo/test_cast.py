import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import authenticate

from hostdesk.accounts.models import Department, Staff
from hostdesk.customers.models import Account, Contact, Customer, Invoice
from hostdesk.demo import cast, files, scenes
from hostdesk.demo.cast_rows import install_cast

CONTACTS = [contact for customer in cast.CUSTOMERS for contact in customer.contacts]


def test_every_number_is_found_by_the_patterns_of_the_settings() -> None:
    for customer in cast.CUSTOMERS:
        assert re.fullmatch(settings.HOSTDESK["HOSTDESK_CUSTOMER_PATTERN"], customer.number)
        assert re.fullmatch(settings.HOSTDESK["HOSTDESK_ACCOUNT_PATTERN"], customer.account)
        for number, _ in customer.invoices:
            assert re.fullmatch(settings.HOSTDESK["HOSTDESK_INVOICE_PATTERN"], number)


def test_nobody_in_the_cast_is_somebody_real() -> None:
    addresses = [one.address for one in CONTACTS] + [one.email for one in cast.STAFF] + [cast.MALLORY]
    assert all(address.endswith(".example.test") and address == address.lower() for address in addresses)
    # +49 89 99998-000 to -999 are kept free for stories.
    assert all(re.fullmatch(r"\+49 89 99998-\d{3}", one.phone) for one in CONTACTS)


def test_no_two_people_or_numbers_are_the_same() -> None:
    for several in (
        [one.address for one in CONTACTS],
        [one.phone for one in CONTACTS],
        [one.number for one in cast.CUSTOMERS],
        [one.account for one in cast.CUSTOMERS],
        [number for one in cast.CUSTOMERS for number, _ in one.invoices],
    ):
        assert len(several) == len(set(several))


@pytest.mark.django_db
def test_the_cast_can_be_installed_twice() -> None:
    install_cast()
    before = _counts()
    install_cast()
    assert _counts() == before
    assert Customer.objects.count() == len(cast.CUSTOMERS)
    assert Department.objects.get(slug="accounting").signature_en.startswith("Nordlicht Hosting, Accounting")


@pytest.mark.django_db
def test_ada_signs_in_with_the_password_of_the_demo() -> None:
    install_cast()
    ada = authenticate(None, email="ada@nordlicht.example.test", password=cast.PASSWORD)
    assert isinstance(ada, Staff)
    assert [one.slug for one in ada.departments.all()] == ["support"]


def test_every_scene_begins_with_the_customer_and_is_answered() -> None:
    for scene in scenes.scenes():
        assert scene.lines[0].who == "customer"
        assert {line.who for line in scene.lines} <= {"customer", "staff", "note"}
        assert any(line.who == "staff" for line in scene.lines), scene.subjects


def test_every_department_is_written_to_in_both_languages() -> None:
    found = {(scene.department, scene.language) for scene in scenes.scenes()}
    assert found == {(one.slug, language) for one in cast.DEPARTMENTS for language in ("de", "en")}


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("messung.png", b"\x89PNG\r\n"), ("rechnung.pdf", b"%PDF-1.4"), ("import.txt", b"ERROR")],
)
def test_the_files_are_what_their_names_say(name: str, beginning: bytes) -> None:
    assert files.content(name)[1].startswith(beginning)


def _counts() -> list[Any]:
    return [model.objects.count() for model in (Department, Staff, Customer, Contact, Account, Invoice)]
