"""A small Nordlicht: departments, staff of every role, customers, and letters that came in."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from hostdesk.accounts.models import Department, Role, Staff
from hostdesk.core.incoming import Address, Authentication, File, Incoming, Verdict
from hostdesk.customers.models import Contact, Customer
from hostdesk.tickets import intake
from hostdesk.tickets.models import Ticket

PASSWORD = "nordlicht-zum-testen"
LOCAL_PARTS = {"accounting": "billing"}
_numbers = count(1)


@dataclass
class World:
    """Everybody by name."""

    departments: dict[str, Department] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Staff:
        try:
            return self.staff[name]
        except KeyError as error:
            raise AttributeError(name) from error


def build() -> World:
    """Ada and Ben work in Support, Bea in Billing; Lea leads, Adam administers, Audrey audits."""
    world = World()
    names = {
        "support": ("Support", "Support"),
        "accounting": ("Buchhaltung", "Accounting"),
        "sales": ("Vertrieb", "Sales"),
    }
    for position, (slug, (german, english)) in enumerate(names.items()):
        world.departments[slug], _ = Department.objects.update_or_create(
            slug=slug,
            defaults={
                "name_de": german, "name_en": english, "position": position,
                "local_part": LOCAL_PARTS.get(slug, slug),
                "is_default": slug == "support",
                "signature_de": "Ihr Support", "signature_en": "Your support",
            },
        )  # fmt: skip
    people = {
        "ada": ("Ada Lindner", Role.AGENT, ["support"]),
        "ben": ("Ben Kowalski", Role.AGENT, ["support"]),
        "bea": ("Bea Sommer", Role.AGENT, ["accounting"]),
        "lea": ("Lea Brandl", Role.LEAD, ["support", "sales"]),
        "adam": ("Adam Riese", Role.ADMIN, []),
        "audrey": ("Audrey Prüfer", Role.AUDITOR, []),
    }
    for key, (name, role, departments) in people.items():
        person = Staff.objects.create_user(
            f"{key}@nordlicht.example.test", PASSWORD, name=name, role=role, language="en"
        )
        person.departments.set([world.departments[slug] for slug in departments])
        world.staff[key] = person
    _customers()
    return world


def letter(
    subject: str = "Shop down",
    text: str = "Our shop shows a white page.",
    *,
    sender: str = "petra.meyer@meyer.example.test",
    name: str = "Petra Meyer",
    to: str = "support",
    at: datetime | None = None,
    language: str = "en",
    **more: Any,
) -> Ticket:
    """A mail that comes in; the ticket it became."""
    key = f"mail:{hashlib.sha256(str(next(_numbers)).encode()).hexdigest()}"
    incoming = Incoming(
        key=key,
        channel="mail",
        sender=Address(sender, name),
        subject=subject,
        text=more.pop("whole", text),
        new_text=text,
        to=(Address(f"{to}@localhost.localdomain"),),
        recipients=(f"{to}@localhost.localdomain",),
        message_id=f"{key[5:25]}@meyer.example.test",
        authentication=Authentication(dmarc=Verdict.PASS),
        language=language,
        **more,
    )
    message = intake.receive(incoming, at or timezone.now())
    return Ticket.objects.get(pk=message.ticket_id)


def enclosure(
    name: str = "log.txt", content: bytes = b"line\n", content_type: str = "text/plain", **more: Any
) -> File:
    """A file that a customer sends along."""
    return File(name, content_type, content, hashlib.sha256(content).hexdigest(), **more)


def hours_ago(hours: float) -> datetime:
    """A moment before now, UTC."""
    return timezone.now() - timedelta(hours=hours)


def _customers() -> None:
    meyer = Customer.objects.create(
        number="K-20871", name="Meyer Metallbau GmbH", language="en", contract="Managed Server M"
    )
    Contact.objects.create(
        customer=meyer, name="Petra Meyer", address="petra.meyer@meyer.example.test", phone="+49 89 99998-214"
    )
    oezdemir = Customer.objects.create(number="K-10442", name="Praxis Dr. Özdemir", language="de")
    Contact.objects.create(
        customer=oezdemir, name="Dr. Aylin Özdemir", address="praxis@oezdemir.example.test"
    )
