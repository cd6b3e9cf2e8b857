"""What administrators keep about customers and the people who write for them; every change is recorded."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import administers
from hostdesk.core.deadlines import parse_target
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact, Customer, Place
from hostdesk.journal.record import record, writing
from hostdesk.lib.mail_address import normal

ADMINS = gettext_noop("Only an administrator may change customers and contacts.")
CONTRACT = (
    "name", "language", "contract", "response_target", "has_24x7", "is_consumer", "counts_minutes",
)  # fmt: skip
CONTACT = ("name", "address", "phone", "language", "may_order", "place", "is_former")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,19}")

Values = Mapping[str, Any]


def add_customer(number: str, values: Values, by: Staff) -> Customer:
    """A new customer; NotAllowed if the number is taken or none."""
    _only_admins(by)
    number = number.strip()
    if not _NUMBER.fullmatch(number):
        raise NotAllowed(gettext_noop("A customer number has letters, digits and hyphens, at most 20."))
    with writing():
        if Customer.objects.filter(number__iexact=number).exists():
            raise NotAllowed(gettext_noop("This customer number is taken."))
        customer = Customer(number=number)
        _set(customer, CONTRACT, values)
        _check_customer(customer)
        customer.save()
        record("customer.added", about=about(customer), by=_who(by), name=customer.name)
        return customer


def change_customer(customer: Customer, values: Values, by: Staff) -> Customer:
    """Another contract; it holds for requests and bills from now on, promises that were made stay."""
    _only_admins(by)
    with writing():
        fresh = Customer.objects.get(pk=customer.pk)
        changes = _set(fresh, CONTRACT, values)
        _check_customer(fresh)
        if changes:
            fresh.save()
            record("customer.changed", about=about(fresh), by=_who(by), changes=changes)
        return fresh


def save_contact(customer: Customer, contact: Contact | None, values: Values, by: Staff) -> Contact:
    """A new contact, or another state of one; who has left stays as a former contact."""
    _only_admins(by)
    with writing():
        fresh = (
            Contact.objects.get(pk=contact.pk, customer=customer) if contact else Contact(customer=customer)
        )
        changes = _set(fresh, CONTACT, values)
        _check_contact(fresh)
        if changes:
            kind = "contact.changed" if fresh.pk else "contact.added"
            fresh.save()
            record(
                kind, about=about(customer), by=_who(by), contact=fresh.pk, name=fresh.name, changes=changes
            )
        return fresh


def about(customer: Customer) -> str:
    """The journal's stream of this customer."""
    return f"customer:{customer.number}"


def _set(row: Customer | Contact, names: tuple[str, ...], values: Values) -> dict[str, list[Any]]:
    """Set what `values` names; returns {name: [before, after]} of what is another."""
    if set(values) - set(names):
        raise NotAllowed(gettext_noop("There is no such entry."))
    changes = {}
    for name, value in values.items():
        new = normal(value) if name == "address" else value.strip() if isinstance(value, str) else value
        if (old := getattr(row, name)) != new:
            changes[name] = [old, new]
            setattr(row, name, new)
    return changes


def _check_customer(customer: Customer) -> None:
    if not customer.name or len(customer.name) > 200 or len(customer.contract) > 200:
        raise NotAllowed(gettext_noop("A customer needs a name of at most 200 characters."))
    if customer.language not in ("de", "en"):
        raise NotAllowed(gettext_noop("Choose German or English."))
    if customer.response_target:
        try:
            parse_target(customer.response_target if len(customer.response_target) <= 10 else "")
        except ValueError as error:
            raise NotAllowed(
                gettext_noop("Write a target like 4h, 1h 30m or 90m; empty is the standard.")
            ) from error


def _check_contact(contact: Contact) -> None:
    if not contact.name or len(contact.name) > 200 or len(contact.phone) > 40:
        raise NotAllowed(gettext_noop("A contact needs a name of at most 200 characters."))
    if contact.place not in Place.values or contact.language not in ("", "de", "en"):
        raise NotAllowed(gettext_noop("Choose one of what is offered."))
    try:
        validate_email(contact.address)
    except ValidationError as error:
        raise NotAllowed(gettext_noop("This is no mail address.")) from error
    if Contact.objects.filter(address__iexact=contact.address).exclude(pk=contact.pk).exists():
        raise NotAllowed(gettext_noop("Another contact has this address already."))


def _only_admins(by: Staff) -> None:
    if not administers(by):
        raise NotAllowed(ADMINS)


def _who(by: Staff) -> str:
    return f"staff:{by.pk}"
