"""Who may be calling: contacts by their number, which is easily forged and proves nothing (M6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hostdesk.customers.models import Contact, Customer
from hostdesk.lib import phones
from hostdesk.lib.phones import Phone


class Certainty(StrEnum):
    """What the number says about the caller; never more than "maybe"."""

    NONE = "none"
    NUMBER = "number"  # exactly one contact has this number
    SHARED = "shared"  # several contacts of one customer have it
    TRUNK = "trunk"  # an extension of a number of this customer


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom the number names; `contact` is one of several where it is shared or an extension."""

    certainty: Certainty = Certainty.NONE
    contact: Contact | None = None
    customer: Customer | None = None


def caller_of(phone: Phone) -> Caller:
    """Exactly this number, else the longest line that it may be an extension of; in at most two queries."""
    if not phone.e164:
        return Caller()
    exact = list(_contacts([phone.e164]))
    if exact:
        return _caller(exact, Certainty.NUMBER if len(exact) == 1 else Certainty.SHARED)
    lines = phones.trunks(phone)
    found = list(_contacts(lines))
    nearest = min((lines.index(one.e164) for one in found), default=None)
    return (
        Caller()
        if nearest is None
        else _caller([one for one in found if one.e164 == lines[nearest]], Certainty.TRUNK)
    )


def contact_of(phone: Phone) -> tuple[Contact | None, Certainty]:
    """The contact alone, for who needs no more."""
    found = caller_of(phone)
    return found.contact, found.certainty


def _contacts(numbers: Sequence[str]) -> Sequence[Contact]:
    rows = Contact.objects.filter(e164__in=numbers, is_former=False)
    return list(rows.select_related("customer").order_by("name", "pk")[:50]) if numbers else []


def _caller(found: Sequence[Contact], certainty: Certainty) -> Caller:
    """A number that two customers share names neither."""
    if len({one.customer_id for one in found}) > 1:
        return Caller()
    return Caller(certainty, found[0], found[0].customer)
