"""Letters about the sign-in: they belong to no ticket, and no agent reads them."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings

from hostdesk.accounts.models import Department
from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter
from hostdesk.customers.models import Contact
from hostdesk.outbox.enqueue import enqueue
from hostdesk.portal.my_wording import LETTERS
from hostdesk.portal.signed_in import language_of
from hostdesk.tickets import routing
from hostdesk.tickets.letters import imprint, moment


def send(contact: Contact, kind: str, at: datetime, **values: Any) -> None:
    """Within `writing()`: queue the letter `kind` (a key of my_wording) to the contact's stored address."""
    send_to(Address(contact.address.lower(), contact.name), language_of(contact), kind, at, **values)


def send_to(to: Address, language: str, kind: str, at: datetime, **values: Any) -> None:
    """The same to somebody who is no contact yet."""
    subject, text = LETTERS[language][kind]
    filled = {"provider": settings.HOSTDESK["HOSTDESK_PROVIDER"], "name": to.name, **values}
    department = next(iter(Department.objects.order_by("-is_default", "position")))
    message_id = f"my.{secrets.token_hex(16)}@{settings.HOSTDESK['HOSTDESK_DOMAIN']}"
    letter = Letter(
        sender=Address(routing.address_of(department), settings.HOSTDESK["HOSTDESK_PROVIDER"]),
        to=(to,),
        subject=subject.format(**filled),
        text=text.format(at=moment(at, language), **filled),
        imprint=imprint(),
        message_id=message_id,
        envelope_from=routing.bounce_address(),
        is_automatic=True,
        language=language,
    )
    enqueue(channel="mail", kind=f"my.{kind}", key=f"my:{message_id}", ticket="", payload=letter)
