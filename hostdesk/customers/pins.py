"""The PIN by which a caller proves that she speaks for a customer (M6): kept as a hash, guesses braked."""

import secrets
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.customers.contracts import about
from hostdesk.customers.models import Customer, PinCheck
from hostdesk.journal.record import record, writing

READ_ONLY = gettext_noop("Auditors read everything and change nothing.")
TOO_MANY = gettext_noop(
    "Five wrong PINs for this customer number within an hour. Call back the stored number."
)
_GUESSES, _SPAN = 5, timedelta(hours=1)
_LONGEST = 20


def renew_pin(customer: Customer, by: Staff) -> str:
    """A new PIN, which is shown this once; the one before is no longer valid."""
    if not by.may_change:
        raise NotAllowed(READ_ONLY)
    pin = f"{secrets.randbelow(1_000_000):06d}"
    with writing():
        Customer.objects.filter(pk=customer.pk).update(pin_hash=make_password(pin))
        record("customer.pin_renewed", about=about(customer), by=f"staff:{by.pk}")
    return pin


def check_pin(number: str, pin: str, by: Staff, at: datetime) -> Customer | None:
    """The customer, if number and PIN belong together; every check is counted. NotAllowed: too many guesses.

    To be called inside `journal.writing()`, so that nobody guesses faster than we count.
    """
    number = number.strip()[:_LONGEST].upper()
    wrong = PinCheck.objects.filter(customer_number=number, was_right=False, at__gt=at - _SPAN)
    if wrong.count() >= _GUESSES:
        raise NotAllowed(TOO_MANY)
    customer = Customer.objects.filter(number__iexact=number).first()
    # As much work for an unknown number: how long it takes tells nothing.
    is_right = check_password(pin.strip()[:_LONGEST], (customer.pin_hash if customer else "") or _nobodys())
    PinCheck.objects.create(customer_number=number, staff=by, at=at, was_right=is_right)
    return customer if is_right else None


@cache
def _nobodys() -> str:
    return make_password(secrets.token_hex(16))
