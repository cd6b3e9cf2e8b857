"""The people of the demo, as plain values: Nordlicht Hosting GmbH, who works there, and who writes to it.

Used by `hostdesk demo` and by the tests. Everything is invented; the addresses lie under example.test.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

PROVIDER = "Nordlicht Hosting GmbH"
DOMAIN = "nordlicht.example.test"
REGION = "DE-BY+CATH"  # its seat is Munich
AUTHSERV_ID = "mx.nordlicht.example.test"
PASSWORD = "nordlicht-zum-probieren"  # noqa: S105 - printed by `hostdesk demo`; guards invented data only
MALLORY = "mallory@boese.example.test"  # must never see a thing


@dataclass(frozen=True, slots=True)
class DepartmentRole:
    """One department with its address and signature."""

    slug: str
    local_part: str
    name_de: str
    name_en: str
    hours_de: str
    hours_en: str
    phone: str

    @property
    def address(self) -> str:
        """Where customers write to."""
        return f"{self.local_part}@{DOMAIN}"

    def signature(self, language: str) -> str:
        """Lines beneath its letters in "de" or "en"."""
        name, hours = (self.name_en, self.hours_en) if language == "en" else (self.name_de, self.hours_de)
        return f"Nordlicht Hosting, {name}\n{hours}\n{self.address} · {self.phone}"


@dataclass(frozen=True, slots=True)
class StaffRole:
    """One member of staff; `role` is a value of accounts.models.Role."""

    key: str  # "ada"
    name: str
    role: str
    departments: tuple[str, ...]
    language: str = "de"

    @property
    def email(self) -> str:
        """What she signs in with."""
        return f"{self.key}@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class ContactRole:
    """Somebody who writes for a customer."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class CustomerRole:
    """A customer with everything that a mail may name (M7)."""

    number: str
    name: str
    domain: str
    language: str
    contract: str
    since: date
    has_24x7: bool
    contacts: tuple[ContactRole, ...]
    account: str
    invoices: tuple[tuple[str, date], ...]


DEPARTMENTS = (
    DepartmentRole(
        "support",
        "support",
        "Support",
        "Support",
        "Werktags 8 bis 18 Uhr, für Kunden rund um die Uhr",
        "Weekdays 8:00 to 18:00, customers around the clock",
        "+49 89 99998-200",
    ),
    DepartmentRole(
        "accounting",
        "billing",
        "Buchhaltung",
        "Accounting",
        "Werktags 8 bis 18 Uhr",
        "Weekdays 8:00 to 18:00",
        "+49 89 99998-300",
    ),
    DepartmentRole(
        "sales",
        "sales",
        "Vertrieb",
        "Sales",
        "Werktags 8 bis 18 Uhr",
        "Weekdays 8:00 to 18:00",
        "+49 89 99998-100",
    ),
)

STAFF = (
    StaffRole("ada", "Ada Lindqvist", "agent", ("support",)),
    StaffRole("ben", "Ben Adeyemi", "agent", ("support",), "en"),
    StaffRole("clara", "Clara Hofmann", "lead", ("support",)),
    StaffRole("david", "David Nowak", "agent", ("support", "sales")),
    StaffRole("elif", "Elif Aydın", "agent", ("accounting",)),
    StaffRole("frank", "Frank Schäfer", "lead", ("accounting", "sales")),
    StaffRole("greta", "Greta Ostermann", "agent", ("sales",)),
    StaffRole("hugo", "Hugo Marchetti", "agent", ("sales",), "en"),
    StaffRole("ines", "Ines Baumgartner", "admin", ()),
    StaffRole("jonas", "Jonas Reuter", "auditor", ()),
)


def _customers() -> tuple[CustomerRole, ...]:
    """From `customers.txt`: firm | domain under example.test | language | contract | since | contacts.

    A star after the contract is a response clock that runs around the clock.
    """
    lines = (Path(__file__).parent / "customers.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_customer(position, line) for position, line in enumerate(lines))


def _customer(position: int, line: str) -> CustomerRole:
    name, domain, language, contract, since, people = (part.strip() for part in line.split("|"))
    domain = f"{domain}.example.test"
    return CustomerRole(
        number=f"K-{20871 + 37 * position:05d}",
        name=name,
        domain=domain,
        language=language,
        contract=contract.removesuffix("*").strip(),
        since=date(int(since), position % 12 + 1, position % 28 + 1),
        has_24x7=contract.endswith("*"),
        contacts=tuple(
            _contact(person, domain, 400 + 4 * position + place)
            for place, person in enumerate(people.split(","))
        ),
        account=f"wp{123456 + 1013 * position:06d}",
        invoices=(
            (f"R-2025-{1234 + 11 * position:05d}", date(2025, 2, 3)),
            (f"R-2025-{5734 + 11 * position:05d}", date(2025, 8, 4)),
            (f"R-2026-{1234 + 11 * position:05d}", date(2026, 1, 5)),
        ),
    )


def _contact(person: str, domain: str, number: int) -> ContactRole:
    name, _, local = person.strip().rstrip(">").rpartition("<")
    # Munich numbers that the regulator keeps free for stories.
    return ContactRole(name.strip(), f"{local}@{domain}", f"+49 89 99998-{number}")


CUSTOMERS = _customers()
MEYER, OZDEMIR = CUSTOMERS[0], CUSTOMERS[1]
