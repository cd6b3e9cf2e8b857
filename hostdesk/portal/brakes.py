"""Limits on guessing and on mails that strangers ask us to send; counted in the database."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from hostdesk.portal.models import Ask, Guess, Spent
from hostdesk.portal.sessions import CustomerStore

_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Brake:
    """At most `most` of this kind within `seconds`."""

    kind: str
    most: int
    seconds: int


ASKS = Brake("ask", 20, 600)  # links asked for from one IP
LINKS = Brake("link", 30, 600)  # links that do not exist, from one IP
PASSWORDS_HERE = Brake("password-ip", 30, 600)  # wrong ones from one IP
PASSWORDS = Brake("password", 10, 900)  # wrong ones for one address
CODES = Brake("code", 6, 900)  # wrong second factors of one contact
PASSKEYS = Brake("passkey", 30, 600)  # assertions that were wrong, from one IP
INVITATIONS = Brake("invite", 20, 86_400)  # by one contact
COPIES = Brake("copy", 5, 86_400)  # of her own data, by one contact


def is_on(brake: Brake, about: str) -> bool:
    """Whether it is enough for now."""
    since = timezone.now() - timedelta(seconds=brake.seconds)
    return Guess.objects.filter(kind=brake.kind, about=_digest(about), at__gt=since).count() >= brake.most


def count(brake: Brake, about: str) -> None:
    """One more."""
    Guess.objects.create(kind=brake.kind, about=_digest(about), at=timezone.now())


def spend(key: str) -> bool:
    """Use something that counts once; False if it has been used."""
    try:
        with transaction.atomic():
            Spent.objects.create(key=key, at=timezone.now())
    except IntegrityError:
        return False
    return True


def throw_away(now: datetime) -> None:
    """What no limit looks at any more, and sessions that have ended."""
    Guess.objects.filter(at__lt=now - _KEPT).delete()
    Spent.objects.filter(at__lt=now - _KEPT).delete()
    Ask.objects.filter(asked_at__lt=now - _KEPT, is_done=True).delete()
    CustomerStore.get_model_class().objects.filter(expire_date__lt=now).delete()


def _digest(about: str) -> str:
    return hashlib.sha256(about.encode()).hexdigest()
