"""Links to sign in: looking at one does nothing, a button uses it, once."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from hostdesk.customers.models import Contact
from hostdesk.portal.models import SignInLink

VALID = timedelta(minutes=20)
_LONGEST = 100  # characters of something that may be a token


@dataclass(frozen=True, slots=True)
class Used:
    """Who has proven her address by the link, and where she wanted to go."""

    contact: Contact
    next_path: str


def find(token: str, now: datetime) -> SignInLink | None:
    """The link, if it can still be used; nothing is changed by looking."""
    if not token or len(token) > _LONGEST:
        return None
    found = SignInLink.objects.select_related("contact__customer")
    link = found.filter(token_sha256=digest(token), used_at=None, expires_at__gt=now).first()
    if link is None or link.contact.is_former or link.contact.address.lower() != link.address:
        return None
    return link


def use(token: str, now: datetime) -> Used | None:
    """Use it up, and with it every other link of hers; None if it cannot be used (any more)."""
    link = find(token, now)
    # The condition decides between two who press at once.
    if link is None or not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        return None
    SignInLink.objects.filter(contact=link.contact, used_at=None).update(used_at=now)
    return Used(link.contact, link.next_path)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
