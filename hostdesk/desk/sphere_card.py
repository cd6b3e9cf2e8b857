"""On whose side the cause lies, as the card says it: finding, author, and what the customer objects to."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from hostdesk.billing.models import Dispute, Finding, SphereFinding
from hostdesk.desk import when
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family

NAMES = {
    Finding.INSIDE: gettext_lazy("Inside, free"),
    Finding.OUTSIDE: gettext_lazy("Outside, chargeable"),
    Finding.UNKNOWN: gettext_lazy("Not yet known"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in words."""

    value: str
    name: str
    reason: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Sphere:
    """What counts now, and what waits for an answer."""

    now: Found
    disputes: list[Dispute]  # open ones

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Value, words, and whether it is the present one."""
        return [(value.value, str(name), value == self.now.value) for value, name in NAMES.items()]


def sphere(ticket: Ticket, finding: SphereFinding | None, now: datetime) -> Sphere:
    """The section of the card; one query."""
    waiting = Dispute.objects.filter(ticket__in=family(ticket), answered_at=None)
    return Sphere(_found(finding, now), list(waiting.select_related("written_by")))


def history(ticket: Ticket, now: datetime) -> list[Found]:
    """Every finding, newest first."""
    rows = SphereFinding.objects.filter(ticket__in=family(ticket)).select_related("author")
    return [_found(one, now) for one in rows.order_by("-at", "-id")]


def _found(finding: SphereFinding | None, now: datetime) -> Found:
    if finding is None:
        return Found("unknown", str(NAMES[Finding.UNKNOWN]), "", "", "")
    name = str(NAMES[Finding(finding.sphere)])
    at = when.moment(finding.at, now)
    return Found(finding.sphere, name, finding.reason, finding.author.name, at)
