"""Who is writing: by address, else by numbers in the message, if our own tables know them (M7)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from hostdesk.core.incoming import Incoming
from hostdesk.customers.models import Account, Contact, Customer, Invoice


@dataclass(frozen=True, slots=True)
class Recognised:
    """A message's customer; a number alone names a customer but proves nothing about the sender."""

    customer: Customer | None = None
    contact: Contact | None = None
    account_number: str = ""
    invoice_number: str = ""


def recognise(incoming: Incoming) -> Recognised:
    """Look up the sender, and the numbers that the message names, in the customer tables."""
    words = f"{incoming.subject}\n{incoming.new_text}"[:20_000]
    contact = Contact.objects.select_related("customer").filter(address=incoming.sender.address).first()
    account = _account(words)
    invoice = _invoice(words)
    customer = contact.customer if contact else _customer(words) or _owner(account) or _owner(invoice)
    return Recognised(
        customer=customer,
        contact=contact,
        # Somebody else's number is a slip or a trick; it stays in the text and is not believed.
        account_number=account.number if account and _owner(account) == customer else "",
        invoice_number=invoice.number if invoice and _owner(invoice) == customer else "",
    )


def _customer(words: str) -> Customer | None:
    found = _numbers("HOSTDESK_CUSTOMER_PATTERN", words)
    return Customer.objects.filter(number__in=found).first() if found else None


def _account(words: str) -> Account | None:
    found = _numbers("HOSTDESK_ACCOUNT_PATTERN", words)
    return Account.objects.select_related("customer").filter(number__in=found).first() if found else None


def _invoice(words: str) -> Invoice | None:
    found = _numbers("HOSTDESK_INVOICE_PATTERN", words)
    return Invoice.objects.select_related("customer").filter(number__in=found).first() if found else None


def _owner(thing: Account | Invoice | None) -> Customer | None:
    return thing.customer if thing else None


def _numbers(setting: str, words: str) -> set[str]:
    return set(_pattern(settings.HOSTDESK[setting]).findall(words))


@lru_cache(maxsize=8)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
