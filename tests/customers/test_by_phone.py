"""Who may be calling, by the number that the exchange names."""

import pytest

from hostdesk.customers.by_phone import Certainty, caller_of, contact_of
from hostdesk.customers.models import Contact, Customer
from hostdesk.lib import phones

pytestmark = pytest.mark.django_db


@pytest.fixture
def meyer() -> Customer:
    return Customer.objects.create(number="K-20871", name="Bäckerei Meyer")


def _contact(customer: Customer, name: str, phone: str) -> Contact:
    found = Contact.objects.bulk_create(
        [Contact(customer=customer, name=name, address=f"{name.lower()}@meyer.example.test", phone=phone)]
    )
    return found[0]


def _caller(number: str):
    return caller_of(phones.read(number, country="DE", area="89"))


def test_a_number_in_another_notation_names_its_contact(meyer: Customer) -> None:
    _contact(meyer, "Erika", "089 / 1234-551")
    found = _caller("+49891234551")
    assert (found.certainty, found.contact.name, found.customer) == (Certainty.NUMBER, "Erika", meyer)


def test_a_number_that_is_changed_is_another_number(meyer: Customer) -> None:
    erika = _contact(meyer, "Erika", "089 / 1234-551")
    erika.phone = "0151 23456789"
    erika.save()
    assert _caller("089 1234551").certainty is Certainty.NONE
    assert contact_of(phones.read("0151 23456789")) == (erika, Certainty.NUMBER)


def test_an_extension_names_the_longest_line_of_the_customer(meyer: Customer) -> None:
    _contact(meyer, "Zentrale", "089 1234551-0")
    _contact(meyer, "Lager", "089 1234551-2")
    assert _caller("089 1234551-77").contact.name == "Zentrale"
    assert _caller("089 1234551-23").contact.name == "Lager"
    assert _caller("089 1234551-23").certainty is Certainty.TRUNK


def test_a_shared_number_names_the_customer_but_not_which_person(meyer: Customer) -> None:
    _contact(meyer, "Erika", "089 1234551")
    _contact(meyer, "Uwe", "+49 89 1234551")
    assert (_caller("0891234551").certainty, _caller("0891234551").customer) == (Certainty.SHARED, meyer)


def test_a_number_of_two_customers_names_neither(meyer: Customer) -> None:
    other = Customer.objects.create(number="K-30002", name="Özdemir")
    _contact(meyer, "Erika", "089 1234551")
    Contact.objects.create(customer=other, name="Canan", address="c@o.example.test", phone="0891234551")
    assert _caller("0891234551").customer is None


@pytest.mark.parametrize("number", ["anonymous", "23", "Erika", "0151 99999999"])
def test_nobody_is_named_by_nothing(meyer: Customer, number: str) -> None:
    _contact(meyer, "Nobody", "")
    assert _caller(number).certainty is Certainty.NONE


def test_who_has_left_is_not_named(meyer: Customer) -> None:
    Contact.objects.filter(pk=_contact(meyer, "Erika", "0891234551").pk).update(is_former=True)
    assert _caller("0891234551").certainty is Certainty.NONE
