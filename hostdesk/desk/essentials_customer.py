"""A customer whom an agent names in a first response: by a number that we have (M7)."""

import re
from collections.abc import Mapping

from hostdesk.core.essentials import Item
from hostdesk.customers.models import Account, Customer
from hostdesk.desk.essentials_words import NOT_A_CUSTOMER
from hostdesk.tickets.models import Ticket

_NUMBER = re.compile(r"[^\s,;:()]+")


def is_unknown_number(root: Ticket, typed: Mapping[Item, str]) -> bool:
    """Whether a customer was entered by words in which no number of a customer or account of ours stands."""
    text = typed.get(Item.CUSTOMER, "").strip()
    if not text or root.customer_id is not None or text == NOT_A_CUSTOMER[root.language]:
        return False
    numbers = _NUMBER.findall(text)[:20]
    return not (
        Customer.objects.filter(number__in=numbers).exists()
        or Account.objects.filter(number__in=numbers).exists()
    )
