"""Who reads a public page, in which language, and what she may therefore see."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from hostdesk.customers.models import Contact
from hostdesk.knowledge.reading import Audience
from hostdesk.portal import reachable
from hostdesk.portal.price_words import in_short
from hostdesk.portal.signed_in import contact_of


@dataclass(frozen=True, slots=True)
class Reader:
    """A guest, or a contact who is signed in."""

    contact: Contact | None
    language: str  # "de" or "en"
    now: datetime

    @property
    def audience(self) -> Audience:
        """Customers read what guests read, and more."""
        return Audience.PUBLIC if self.contact is None else Audience.CUSTOMERS

    def ways(self) -> dict[str, object]:
        """For `portal/_ways.html`: how to reach us now, when a person would answer, and what work costs."""
        return {
            "price": in_short(self.now, self.language),
            "ways": reachable.ways(self.now, self.contact, self.language),
            "answered_by": reachable.answered_by(self.now, self.language),
        }


def reader(request: HttpRequest) -> Reader:
    """Asks nothing of the database unless a cookie says that somebody has signed in."""
    language = "de" if get_language() == "de" else "en"
    return Reader(contact_of(request), language, timezone.now())
