"""Who is writing: by address, else by numbers in the message, if our own tables know them (M7)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet

from hostdesk.core.incoming import Incoming
from hostdesk.customers.by_phone import caller_of
from hostdesk.customers.models import Account, Contact, Customer, Invoice
from hostdesk.lib import phones, rows

_MOST = 20  # numbers of one kind that are looked up
_Numbered = TypeVar("_Numbered", Customer, Account, Invoice)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A message's customer; a number alone names a customer but proves nothing about the sender."""

    customer: Customer | None = None
    contact: Contact | None = None
    account_number: str = ""
    invoice_number: str = ""


def recognise(incoming: Incoming) -> Recognised:
    """Look up the sender, and the numbers that the message names, in the customer tables."""
    # Many write their customer number into their signature.
    words = f"{incoming.subject}\n{incoming.new_text[:20_000]}\n{incoming.signature[:4_000]}"
    contact = _contact(incoming.sender.address)
    account, invoice = _account(words), _invoice(words)
    customer = (
        (contact.customer if contact else None)
        or _customer(words)
        or _owner(account)
        or _owner(invoice)
        or _caller(incoming)
    )
    return Recognised(
        customer=customer,
        # A forged sender names a customer, as a number does; it is not she who writes. Nor is it she whose
        # address somebody typed into a form.
        contact=contact if _is_believed(incoming) else None,
        # Somebody else's number is a slip or a trick; it stays in the text and is not believed.
        account_number=account.number if account and _owner(account) == customer else "",
        invoice_number=invoice.number if invoice and _owner(invoice) == customer else "",
    )


def _caller(incoming: Incoming) -> Customer | None:
    """A number is easily forged: it names a customer, as a customer number does, and proves nothing."""
    return caller_of(phones.read(incoming.phone)).customer if incoming.phone else None


def _is_believed(incoming: Incoming) -> bool:
    proof = incoming.authentication
    return proof.is_proven if incoming.channel == "form" else not proof.is_forged


def _contact(address: str) -> Contact | None:
    found = rows.first(Contact, address=address)
    if found:
        found.customer = rows.each(Customer, pk=found.customer_id)[0]
    return found


def _customer(words: str) -> Customer | None:
    found = _numbers("HOSTDESK_CUSTOMER_PATTERN", words)
    return _first(Customer.objects.filter(number__in=found), found) if found else None


def _account(words: str) -> Account | None:
    found = _numbers("HOSTDESK_ACCOUNT_PATTERN", words)
    known = Account.objects.select_related("customer").filter(number__in=found)
    return _first(known, found) if found else None


def _invoice(words: str) -> Invoice | None:
    found = _numbers("HOSTDESK_INVOICE_PATTERN", words)
    known = Invoice.objects.select_related("customer").filter(number__in=found)
    return _first(known, found) if found else None


def _owner(thing: Account | Invoice | None) -> Customer | None:
    return thing.customer if thing else None


def _first(known: QuerySet[_Numbered], found: list[str]) -> _Numbered | None:
    """Of several that exist, the one that the message names first."""
    return min(known, key=lambda one: found.index(one.number), default=None)


def _numbers(setting: str, words: str) -> list[str]:
    """What looks like such a number, in the spellings in which our tables may have it, in their order."""
    named = dict.fromkeys(one.group() for one in _pattern(settings.HOSTDESK[setting]).finditer(words))
    spelt = (form for one in list(named)[:_MOST] for form in (one, one.upper(), one.lower(), _hyphened(one)))
    return list(dict.fromkeys(spelt))


def _hyphened(number: str) -> str:
    """K20871 as K-20871, as it stands on our invoices."""
    return re.sub(r"^([A-Za-z]+)(?=\d)", r"\1-", number).upper()


@lru_cache(maxsize=8)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
