"""The door of the form: after `accept` has returned, the visitor may close her browser."""

import logging
import time
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from hostdesk.accounts.models import Department
from hostdesk.gateways import arrivals, work
from hostdesk.gateways.form import canonical
from hostdesk.gateways.form.submission import Submission, is_same
from hostdesk.gateways.identity import form_key
from hostdesk.gateways.models import Arrival
from hostdesk.lib import blobs
from hostdesk.lib.failpoints import failpoint
from hostdesk.lib.mail_address import normal

DOOR = "form"
_PATIENCE = 3.0  # seconds to wait for another worker that has taken it up
_PAUSE = 0.05

log = logging.getLogger(__name__)


class Changed(Exception):
    """This form was sent before and says something else now; `number` is what it became, "" if not yet."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def accept(submission: Submission, received_at: datetime) -> str:
    """Keep a form for ever, handed in at `received_at` (UTC), and enter it; its ticket's number, "" if later.

    The same token again is the same request (M9). Raises TemporaryFailure if we can't promise to keep it now,
    and Changed if this token was used for something else: that is not lost, but neither is it a request.
    """
    known = _known(submission.token)
    if known is None:
        known = _taken_in(submission, received_at)
    failpoint("form.accepted")
    if not _is_this(known, submission):
        raise Changed(known.ticket_number)
    return known.ticket_number or _entered(known)


def number_of(token: str) -> str | None:
    """The ticket of the form with this token; "" if it waits to be read, None if nothing was handed in."""
    return Arrival.objects.filter(key=form_key(token)).values_list("ticket_number", flat=True).first()


def handed_in(token: str) -> Submission | None:
    """What was handed in with this token; None if nothing was, or if it cannot be read."""
    found = Arrival.objects.filter(key=form_key(token)).first()
    return _read(found) if found else None


def _taken_in(submission: Submission, received_at: datetime) -> Arrival:
    return arrivals.accept(
        canonical.to_bytes(submission),
        door=DOOR,
        channel="form",
        key=form_key(submission.token),
        envelope_from=normal(submission.address)[:320],
        recipients=_recipients(submission.department),
        received_at=received_at,
    )


def _known(token: str) -> Arrival | None:
    try:
        return Arrival.objects.filter(key=form_key(token)).first()
    except (DatabaseError, InterfaceError):
        return None  # then what is handed in reaches the disk at least, and comes in by the sweep


def _recipients(slug: str) -> tuple[str, ...]:
    """The department's address, as a mail to it would have; nobody's, that is the default's, if unknown."""
    try:
        local = Department.objects.filter(slug=slug).values_list("local_part", flat=True).first()
    except (DatabaseError, InterfaceError):
        local = None
    return (f"{local or slug}@{settings.HOSTDESK['HOSTDESK_DOMAIN']}",)


def _is_this(arrival: Arrival, submission: Submission) -> bool:
    if arrival.sha256 == blobs.sha256_of(canonical.to_bytes(submission)):
        return True
    earlier = _read(arrival)
    return earlier is not None and is_same(earlier, submission)


def _read(arrival: Arrival) -> Submission | None:
    try:
        return canonical.from_bytes(blobs.read(arrival.sha256))
    except (OSError, ValueError) as error:
        log.error("arrival %s cannot be read: %s", arrival.pk, error)
        return None


def _entered(arrival: Arrival) -> str:
    """Its number, by our own work or by that of another worker; whatever fails, the workers try again."""
    try:
        work.at_once(arrival)
        return _awaited(arrival)
    except (DatabaseError, InterfaceError, OSError) as error:
        log.warning("arrival %s is kept and entered later: %s", arrival.pk, error)
        return ""


def _awaited(arrival: Arrival) -> str:
    end = time.monotonic() + _PATIENCE
    while True:
        arrival.refresh_from_db(fields=["state", "ticket_number", "attempts"])
        if arrival.ticket_number or arrival.attempts or time.monotonic() > end:
            return arrival.ticket_number
        time.sleep(_PAUSE)
