"""Asking for a link to sign in. The door answers everybody alike; a worker looks later who it was."""

import logging
import secrets
import threading
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, close_old_connections
from django.utils import timezone

from hostdesk.customers.models import Contact
from hostdesk.journal.record import writing
from hostdesk.lib import storable
from hostdesk.lib.mail_address import normal
from hostdesk.portal import brakes, my_letters
from hostdesk.portal.links import VALID, digest
from hostdesk.portal.models import Ask, SignInLink
from hostdesk.portal.telling import tell

_PAUSE = 5.0  # seconds between two looks, if nobody wakes us
_CLEAN = 3600.0  # seconds between two looks for what can be thrown away
_GAP = timedelta(seconds=60)  # between two links to one contact
_HOURLY = 6  # links to one contact within an hour
_IN_ALL = 120  # links to anybody within a minute
_TOKEN = 32  # bytes: 256 bits

asked = threading.Event()  # spares the worker of the same process its pause
log = logging.getLogger(__name__)


def ask(address: str, *, language: str, ip: str, next_path: str = "") -> None:
    """Note that somebody wants to sign in as `address`; the same work for every address."""
    Ask.objects.create(
        address=storable.text(normal(address))[:320], language=language, ip=ip,
        next_path=storable.text(next_path)[:200],
        asked_at=timezone.now(),
    )  # fmt: skip
    asked.set()


def run(stop_event: threading.Event) -> None:
    """Send links until `stop_event`, and throw away what is old."""
    cleaned = None
    while not stop_event.is_set():
        asked.clear()
        try:
            now = timezone.now()
            answer_waiting(now)
            if cleaned is None or (now - cleaned).total_seconds() > _CLEAN:
                brakes.throw_away(now)
                cleaned = now
        except Error as error:
            log.warning("who asks for a link waits, the database is away: %s", error)
        close_old_connections()
        asked.wait(_PAUSE)


def answer_waiting(now: datetime) -> int:
    """Look at all who asked; returns to how many a link went."""
    return sum(_answered(pk, now) for pk in Ask.objects.filter(is_done=False).values_list("pk", flat=True))


def _answered(pk: int, now: datetime) -> bool:
    with writing():
        one = Ask.objects.filter(pk=pk, is_done=False).first()
        if one is None:
            return False  # another worker was quicker
        Ask.objects.filter(pk=pk).update(is_done=True)
        contact = Contact.objects.select_related("customer").filter(address=one.address).first()
        if contact is None or contact.is_former or _is_braked(contact, now):
            return False
        _send(contact, one, now)
        return True


def _is_braked(contact: Contact, now: datetime) -> bool:
    """Nobody's mailbox is filled by somebody who types her address again and again."""
    hers = SignInLink.objects.filter(contact=contact)
    return (
        hers.filter(made_at__gt=now - _GAP).exists()
        or hers.filter(made_at__gt=now - timedelta(hours=1)).count() >= _HOURLY
        or SignInLink.objects.filter(made_at__gt=now - timedelta(minutes=1)).count() >= _IN_ALL
    )


def _send(contact: Contact, one: Ask, now: datetime) -> None:
    token = secrets.token_urlsafe(_TOKEN)
    SignInLink.objects.create(
        contact=contact, address=one.address, token_sha256=digest(token), next_path=one.next_path,
        made_at=now, expires_at=now + VALID,
    )  # fmt: skip
    link = f"{settings.PROVIDER_URL}/my/in/{token}"
    my_letters.send(contact, "sign_in", now, link=link, minutes=int(VALID.total_seconds() // 60))
    tell(contact, "my.link_sent", at=now)
