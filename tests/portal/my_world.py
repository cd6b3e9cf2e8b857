"""Customers at the portal: Petra of Meyer, her colleague Paul, Aylin of Özdemir, and Mallory."""

import hashlib
import re
from datetime import timedelta
from itertools import count
from typing import Any

import first_response
from django.test import Client
from django.utils import timezone

from hostdesk.accounts.models import Department, Role, Staff
from hostdesk.core.incoming import Address, Authentication, Incoming, Verdict
from hostdesk.customers.models import Contact, Customer
from hostdesk.outbox import enqueue
from hostdesk.outbox.models import Delivery
from hostdesk.portal import asking
from hostdesk.tickets import intake
from hostdesk.tickets.models import Message, Ticket

PETRA, PAUL = "petra@meyer.example.test", "paul@meyer.example.test"
AYLIN, MALLORY = "aylin@oezdemir.example.test", "mallory@boese.example.test"
_numbers = count(1)


def build() -> None:
    """Two customers, three contacts, one department, Ada."""
    support, _ = Department.objects.update_or_create(
        slug="support",
        defaults={
            "name_de": "Support", "name_en": "Support", "position": 0, "local_part": "support",
            "is_default": True, "signature_de": "Ihr Support", "signature_en": "Your support",
        },
    )  # fmt: skip
    ada = Staff.objects.create_user("ada@nordlicht.example.test", "x", name="Ada Lind", role=Role.AGENT)
    ada.departments.set([support])
    meyer = Customer.objects.create(number="K-20871", name="Meyer Metallbau GmbH", language="en")
    oezdemir = Customer.objects.create(number="K-10442", name="Praxis Özdemir", language="de")
    Contact.objects.create(customer=meyer, name="Petra Meyer", address=PETRA)
    Contact.objects.create(customer=meyer, name="Paul Meyer", address=PAUL)
    Contact.objects.create(customer=oezdemir, name="Aylin Özdemir", address=AYLIN)


def contact(address: str = PETRA) -> Contact:
    """As the database has her now."""
    return Contact.objects.select_related("customer").get(address=address)


def ada() -> Staff:
    """The agent."""
    return Staff.objects.get(name="Ada Lind")


def place(address: str, chosen: str) -> Contact:
    """What she sees of her company's tickets."""
    Contact.objects.filter(address=address).update(place=chosen)
    return contact(address)


def write(sender: str = PETRA, subject: str = "Shop down", text: str = "White page.", **more: Any) -> Ticket:
    """A mail that comes in; the ticket it became."""
    key = f"mail:{hashlib.sha256(f'my{next(_numbers)}'.encode()).hexdigest()}"
    at = more.pop("at", None) or timezone.now()
    values = {
        "key": key,
        "channel": "mail",
        "sender": Address(sender, more.pop("name", sender.partition("@")[0].title())),
        "subject": subject,
        "text": text,
        "new_text": text,
        "to": (Address("support@localhost.localdomain"),),
        "recipients": ("support@localhost.localdomain",),
        "message_id": f"{key[5:25]}@example.test",
        "authentication": Authentication(dmarc=Verdict.PASS),
        "envelope_from": sender,
        "language": "en",
        **more,
    }
    message = intake.receive(Incoming(**values), at)
    return Ticket.objects.get(pk=message.ticket_id)


def reply(ticket: Ticket, text: str, *, is_sent: bool = True, **more: Any) -> Message:
    """Ada answers; the letter has left, or is still held."""
    message = first_response.reply(ticket, text, ada(), quote=False, **more)
    if is_sent and message.delivery is not None:
        enqueue.send_now(message.delivery)
    return message


def link_for(address: str = PETRA, client: Client | None = None) -> str:
    """The path of the link that was mailed after asking; "" if no mail went out."""
    client = client or Client()
    before = Delivery.objects.count()
    assert client.post("/my/sign-in/", {"address": address, "with": "link"}).status_code == 302
    asking.answer_waiting(timezone.now())
    if Delivery.objects.count() == before:
        return ""
    return path_in(Delivery.objects.order_by("-pk").first())


def path_in(delivery: Delivery) -> str:
    """Of the one-time link in a letter."""
    found = re.search(r"(/my/[a-z]+/[\w-]{30,})", str(delivery.letter["text"]))
    return found[1] if found else ""


def sign_in(address: str = PETRA) -> Client:
    """A browser in which she is signed in."""
    client = Client()
    response = client.post(link_for(address, client))
    assert response.status_code == 302, response.content.decode()
    return client


def minutes(count: float) -> timedelta:
    """For clocks."""
    return timedelta(minutes=count)
