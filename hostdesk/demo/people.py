"""Who has a mailbox in the demo: the customers' contacts, and whoever else has written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from hostdesk.accounts.models import Role
from hostdesk.demo import post, reading
from hostdesk.demo.cast import CUSTOMERS, DEPARTMENTS, MALLORY, STAFF
from hostdesk.desk.rail import ROLES

_SHOWN = 40  # people on one page; the rest is found by searching


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a mailbox; a stranger has no customer."""

    name: str
    address: str
    customer: str = ""
    number: str = ""

    @property
    def count(self) -> int:
        """Mails in the mailbox."""
        return len(post.mails_of(self.address))


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail as one line of a mailbox."""

    kept: post.Kept
    subject: str
    correspondent: str


def found(wanted: str) -> list[Person]:
    """People whose name, firm, number or address holds `wanted`; Meyer and Özdemir first."""
    needle = wanted.casefold()
    everybody = [
        one
        for one in _everybody()
        if needle in f"{one.name} {one.address} {one.customer} {one.number}".casefold()
    ]
    return everybody[:_SHOWN]


def person(address: str) -> Person:
    """The person behind an address; a stranger is called by what stands before the @."""
    known = {one.address: one for one in _everybody()}
    return known.get(address.lower()) or _stranger(address.lower())


def at_the_desk() -> list[tuple[str, str, str]]:
    """Everybody who can sign in: name, what she does in the reader's language, address."""
    names = {one.slug: one.name_en if get_language() == "en" else one.name_de for one in DEPARTMENTS}
    return [
        (
            one.name,
            ", ".join([str(ROLES[Role(one.role)]), *(names[slug] for slug in one.departments)]),
            one.email,
        )
        for one in STAFF
    ]


def listed(address: str) -> list[Listed]:
    """All mails of one mailbox, the newest first."""
    return [Listed(kept, *reading.head(kept)) for kept in post.mails_of(address)]


def _everybody() -> Iterator[Person]:
    known = set()
    for customer in CUSTOMERS:
        for contact in customer.contacts:
            known.add(contact.address)
            yield Person(contact.name, contact.address, customer.name, customer.number)
    for address in sorted({*post.addresses(), MALLORY} - known):
        yield _stranger(address)


def _stranger(address: str) -> Person:
    return Person(address.partition("@")[0].replace(".", " ").title(), address)
