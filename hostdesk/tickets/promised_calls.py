"""Calls that we promised, whatever for (M20): what is near or late, and the reminder before a window ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Role, Staff
from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import writing
from hostdesk.outbox.enqueue import enqueue
from hostdesk.tickets import live, routing
from hostdesk.tickets.letters import Words, imprint
from hostdesk.tickets.models import PromisedCall, Ticket
from hostdesk.tickets.telling import tell

NEAR = timedelta(minutes=30)  # before the window opens: time to read up on it
WINDOW = gettext_noop("A call is promised for a time in the future that ends after it begins.")
_LAST = timedelta(minutes=15)  # before it ends: whoever is concerned is told by mail

_Promised = TypeVar("_Promised", bound=PromisedCall)


def check_window(call_from: datetime, call_until: datetime, at: datetime) -> None:
    """NotAllowed unless the window (UTC) is one, and not over."""
    if not at < call_until or call_until <= call_from:
        raise NotAllowed(WINDOW)


def near(promised: QuerySet[_Promised], now: datetime) -> QuerySet[_Promised]:
    """Of those that are promised: due soon, due now, or late."""
    return promised.filter(call_until__isnull=False, call_from__lte=now + NEAR).order_by("call_until")


def remind_due(
    promised: QuerySet[_Promised],
    now: datetime,
    *,
    about: Callable[[_Promised], Ticket],
    words: Callable[[_Promised, Staff], Words],
    kind: str,
) -> int:
    """Tell whoever is concerned, once a promise, that its window is about to end; returns how many calls.

    `about` gives the root of the promise's ticket; `kind` is what the names of letter and event begin with.
    """
    ending = promised.filter(call_until__lte=now + _LAST, reminded_at=None)
    return sum(_reminded(promised, pk, now, about, words, kind) for pk in ending.values_list("pk", flat=True))


def _reminded(
    promised: QuerySet[_Promised], pk: int, now: datetime, about: Callable[[_Promised], Ticket],
    words: Callable[[_Promised, Staff], Words], kind: str,
) -> bool:  # fmt: skip
    with writing():
        if not promised.filter(pk=pk, reminded_at=None).update(reminded_at=now):
            return False  # she was reached, or another worker was quicker
        one = promised.get(pk=pk)
        root, key = about(one), f"{kind}.call:{pk}:{one.call_until:%Y%m%d%H%M%S}"
        told = _concerned(root)
        for to in told:
            letter = _letter(root, words(one, to), to, key)
            enqueue(channel="mail", kind=f"{kind}.reminder", ticket="", payload=letter, key=f"{key}:{to.pk}")
        tell(root, f"{kind}.reminded", None, now, request=pk, end=one.call_until, to=[to.pk for to in told])
        live.changed(root)
        return True


def _concerned(root: Ticket) -> list[Staff]:
    """Who has the ticket; else the department's leads; else the administrators."""
    if root.assignee is not None and root.assignee.is_active:
        return [root.assignee]
    active = Staff.objects.filter(is_active=True)
    return list(active.filter(role=Role.LEAD, departments=root.department)) or list(
        active.filter(role=Role.ADMIN)
    )


def _letter(root: Ticket, words: Words, to: Staff, key: str) -> Letter:
    return Letter(
        sender=Address(routing.address_of(root.department), settings.HOSTDESK["HOSTDESK_PROVIDER"]),
        to=(Address(to.email, to.name),),
        subject=words.subject,
        text=words.text,
        imprint=imprint(),
        message_id=f"{key.replace(':', '.')}.{to.pk}@{settings.HOSTDESK['HOSTDESK_DOMAIN']}",
        envelope_from=routing.bounce_address(),
        is_automatic=True,
        language=to.language,
    )
