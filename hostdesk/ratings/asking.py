"""Asking a person once whether it was solved, some hours after it was; never robots."""

import hashlib
import logging
import secrets
import threading
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, close_old_connections
from django.utils import timezone

from hostdesk.core.acknowledgement import nobody_reads
from hostdesk.core.incoming import Address, Robot, Verdict
from hostdesk.core.states import State
from hostdesk.ratings.models import Rating
from hostdesk.ratings.wording import WORDS
from hostdesk.tickets import letters, routing
from hostdesk.tickets.actions.beginning import changing
from hostdesk.tickets.models import Kind, Message, Ticket
from hostdesk.tickets.notices import notify
from hostdesk.tickets.standing import settle

VALID = timedelta(days=30)  # to answer
_LATEST = timedelta(days=3)  # after it was due nobody is asked any more, such as when the setting changes
_GAP = timedelta(days=7)  # between two questions to one address
_PAUSE = 60.0  # seconds between two looks
_AT_ONCE = 100
_TOKEN = 32  # bytes: 256 bits
log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Ask until `stop_event`; a database away is asked again."""
    while not stop_event.is_set():
        try:
            ask_due(timezone.now())
        except Error as error:
            log.warning("questions about solved tickets wait, the database is away: %s", error)
        close_old_connections()
        stop_event.wait(_PAUSE)


def ask_due(now: datetime) -> int:
    """Ask about all that was solved so many hours ago (HOSTDESK_RATING_HOURS, 0 asks nobody); counts."""
    hours = settings.HOSTDESK["HOSTDESK_RATING_HOURS"]
    if not hours:
        return 0
    due = now - timedelta(hours=hours)
    solved = Ticket.objects.filter(
        state=State.SOLVED, solved_at__lte=due, solved_at__gt=due - _LATEST, merged_into=None, is_spam=False,
        is_quarantined=False, responded_at__isnull=False,
    ).order_by("-solved_at", "-id")  # fmt: skip
    asked = Rating.objects.filter(asked_at__gt=due - _LATEST).values_list("ticket_id", "solved_at")
    known = set(asked)
    waiting = [one for one in solved if (one.pk, one.solved_at) not in known]
    return sum(_asked(one, now) for one in waiting[:_AT_ONCE])


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _asked(ticket: Ticket, now: datetime) -> bool:
    if not _may_be_asked(ticket, now):
        return False
    with changing(ticket, None) as root:
        solved_at = root.solved_at
        if solved_at is None or root.pk != ticket.pk or solved_at != ticket.solved_at:
            return False
        if Rating.objects.filter(ticket=root, solved_at=solved_at).exists():
            return False  # another worker was quicker
        token = secrets.token_urlsafe(_TOKEN)
        Rating.objects.create(
            ticket=root, solved_at=solved_at, department=root.department, address=root.requester,
            token_sha256=digest(token), asked_at=now, expires_at=now + VALID,
        )  # fmt: skip
        notify(
            root, Address(root.requester, root.requester_name), _words(root, token), None, now,
            kind="rating.question", secret=token,
        )  # fmt: skip
        settle(root, now)
        return True


def _may_be_asked(ticket: Ticket, now: datetime) -> bool:
    """A person who wrote herself, whose address is known or proven, and who was not asked these days."""
    address = ticket.requester
    if not address or nobody_reads(address) or routing.is_ours(address) or ticket.has_delivery_trouble:
        return False
    if Rating.objects.filter(address=address, asked_at__gt=now - _GAP).exists():
        return False
    hers = Message.objects.filter(ticket=ticket, kind=Kind.IN, sender_address=address).order_by("at", "id")
    first = hers.first()
    if first is None or first.robot not in (Robot.NONE, "") or first.bounce is not None:
        return False
    proven = (first.authentication.get("dmarc"), first.authentication.get("session"))
    return ticket.contact_id is not None or Verdict.PASS in proven


def _words(root: Ticket, token: str) -> letters.Words:
    words, language = WORDS[root.language], root.language
    values = {
        "number": root.number,
        "subject": letters.one_line(root.subject) or "–",
        "greeting": letters.greeting(root),
        "solved": letters.moment(root.solved_at or root.changed_at, language),
        "link": f"{settings.PROVIDER_URL}/rating/{token}",
    }
    return letters.Words(words["subject"].format(**values), words["text"].format(**values))
