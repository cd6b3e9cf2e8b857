"""The essential data of a request: what a first response must repeat to the customer (M7, M14)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Item(StrEnum):
    """One of the essential data, in the order in which a letter repeats them."""

    CUSTOMER = "customer"  # customer or account number, or the words that she is none yet
    CONTACT = "contact"
    DEPARTMENT = "department"
    SUBJECT = "subject"
    REPORTED = "reported"
    INVOICE = "invoice"
    DISPUTED = "disputed"  # items of that invoice
    SERVICE = "service"  # of the catalogue of services that are never free
    SPHERE = "sphere"
    COST = "cost"
    START = "start"


class Request(StrEnum):
    """What kind of request it is."""

    TECHNICAL = "technical"
    SERVICE = "service"
    COMPLAINT = "complaint"  # of an invoice
    QUESTION = "question"  # anything else: orders, domains, products, payments


class Field(StrEnum):
    """What a department is there for (M2); a department that we don't know does technical work."""

    SUPPORT = "support"
    ACCOUNTING = "accounting"
    SALES = "sales"


@dataclass(frozen=True, slots=True)
class Essentials:
    """What a first response says; `values` are in the words of the letter, "" and absent are the same."""

    request: Request
    values: Mapping[Item, str] = field(default_factory=dict)
    reason: str = ""  # why it goes out although something is missing
    typed: Mapping[Item, str] = field(default_factory=dict)  # what a person entered; the desk filled the rest

    def said(self) -> tuple[tuple[Item, str], ...]:
        """All that is known, in the order of the letter."""
        found = ((item, self.values.get(item, "").strip()) for item in Item)
        return tuple((item, value) for item, value in found if value)


def field_of(department: str) -> Field:
    """What the department with this slug is there for."""
    return next((one for one in Field if one == department), Field.SUPPORT)


def required(department: Field, request: Request) -> tuple[Item, ...]:
    """The items without which the first response is incomplete (docs/rules/first-response.md)."""
    # Only Support says whose side a cause lies on and what the work costs; the others pass such requests on.
    is_technical_elsewhere = request is Request.TECHNICAL and department is not Field.SUPPORT
    special = () if is_technical_elsewhere else _SPECIAL[request]
    return tuple(item for item in Item if item in _ALWAYS or item in special)


def offered(request: Request) -> frozenset[Item]:
    """What a form has room for beside the required items: some of it is known, some a person adds."""
    return _ROOM[request]


def missing(department: Field, essentials: Essentials) -> tuple[Item, ...]:
    """The required items that have no value."""
    known = {item for item, _ in essentials.said()}
    return tuple(item for item in required(department, essentials.request) if item not in known)


def refused_for(department: Field, essentials: Essentials) -> tuple[Item, ...]:
    """The items for which it must not be sent: those that are missing, if nobody says why."""
    return () if essentials.reason.strip() else missing(department, essentials)


def presumed(
    department: Field, *, has_invoice: bool = False, has_disputed: bool = False, has_service: bool = False
) -> Request:
    """The kind of request that it most likely is, by department and by what the ticket holds."""
    if has_service:
        return Request.SERVICE
    if has_disputed or (has_invoice and department is Field.ACCOUNTING):
        return Request.COMPLAINT
    return Request.TECHNICAL if department is Field.SUPPORT else Request.QUESTION


def presumes_stranger(department: Field) -> bool:
    """Whether an unknown sender is taken for somebody who is not a customer yet (M4); elsewhere one asks."""
    return department is Field.SALES


_ALWAYS = frozenset({Item.CUSTOMER, Item.CONTACT, Item.DEPARTMENT, Item.SUBJECT, Item.REPORTED})
_SPECIAL: Mapping[Request, frozenset[Item]] = {
    Request.TECHNICAL: frozenset({Item.SPHERE, Item.COST, Item.START}),
    Request.SERVICE: frozenset({Item.SERVICE, Item.COST, Item.START}),
    Request.COMPLAINT: frozenset({Item.INVOICE, Item.DISPUTED, Item.START}),
    Request.QUESTION: frozenset(),
}
_ROOM: Mapping[Request, frozenset[Item]] = {
    Request.TECHNICAL: frozenset({Item.SPHERE, Item.COST, Item.START}),
    Request.SERVICE: frozenset(),
    Request.COMPLAINT: frozenset({Item.COST}),
    Request.QUESTION: frozenset({Item.INVOICE, Item.COST, Item.START}),
}
