"""What the meter of a ticket shows: who works, what it costs now and next, what was agreed (M14 to M18)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from hostdesk.accounts.models import Staff
from hostdesk.billing import load
from hostdesk.billing.models import (
    Answer,
    Charge,
    ConsentRequest,
    Finding,
    ServiceRequest,
    SphereFinding,
    Timer,
)
from hostdesk.billing.patience import ASK_AFTER
from hostdesk.calendars import load as calendars
from hostdesk.core import hours
from hostdesk.core.outlook import paid_until
from hostdesk.core.tariff import Bill
from hostdesk.core.tariff_lines import Line
from hostdesk.core.tariff_rules import Rounding, Tariff
from hostdesk.core.tariff_versions import Part
from hostdesk.core.tariff_windows import Kind
from hostdesk.core.work import EPOCH, second_of, unbroken
from hostdesk.core.work_rules import (
    Boundary,
    Warn,
    charged_surcharge,
    needs_consent,
    next_boundary,
    part_at,
)  # fmt: skip
from hostdesk.tickets.models import Ticket

_NEAR = timedelta(minutes=15)


class ConsentStanding(StrEnum):
    """How it stands with the customer's consent at this moment."""

    NONE = "none"  # never asked
    ASKED = "asked"
    YES = "yes"
    NO = "no"
    EXPIRED = "expired"  # asked, and no answer in time
    REVOKED = "revoked"
    ENDED = "ended"  # agreed for a night or weekend that is over


@dataclass(frozen=True, slots=True)
class ConsentState:
    """The standing, and the question that it rests on: the proof is in its columns."""

    state: ConsentStanding
    request: ConsentRequest | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A timer on this ticket."""

    staff: Staff
    ticket: Ticket  # on which it was started, perhaps merged since
    since: datetime  # UTC, of the present stretch
    is_paused: bool
    is_free: bool
    kind: str
    should_ask: bool  # has run for four hours without a sign of life


@dataclass(frozen=True, slots=True)
class Meter:
    """The price of a ticket at one moment; money is net euros, instants are UTC."""

    now: datetime
    running: tuple[Running, ...]
    worked_seconds: int  # each second once, the free ones too
    bill: Bill
    paid_until: datetime | None  # until then going on costs nothing more; None while nothing chargeable runs
    tariff: Tariff
    kind: Kind  # the tariff at this moment
    boundary: Boundary
    sphere: Finding
    finding: SphereFinding | None
    consent: ConsentState
    requests: tuple[ConsentRequest, ...]  # every question, for the proof
    services: tuple[ServiceRequest, ...]  # that are never free, and were asked for
    cap_seconds: int | None  # None without consent
    cap_used: int
    needs_consent: bool
    support_is_open: bool
    next_opening: datetime
    charges: tuple[Charge, ...]
    warnings: tuple[Warn, ...]

    @property
    def net(self) -> Decimal:
        """What all work costs by now."""
        return self.bill.net

    @property
    def lines(self) -> tuple[Line, ...]:
        """The bill, line by line; `core.tariff_words.explain` puts them into words."""
        return self.bill.lines

    @property
    def cap_left(self) -> int | None:
        """Surcharge seconds that may still be charged."""
        return None if self.cap_seconds is None else max(0, self.cap_seconds - self.cap_used)


def meter(ticket: Ticket, now: datetime) -> Meter:
    """The meter of the ticket's root at `now` (UTC); the number of queries is constant."""
    root = ticket.root
    facts = load.facts(root)
    bill = facts.bill(now)
    part, support = part_at(facts.versions, now), calendars.current_hours()
    consent = standing(facts.requests, now)
    boundary = next_boundary(facts.versions, now, bill)
    used = charged_surcharge(bill)
    must_ask = facts.sphere != Finding.INSIDE and needs_consent(facts.versions, now, facts.consent, used)
    cap = consent.request.cap_seconds if consent.request and consent.state == ConsentStanding.YES else None
    running = tuple(_running(one, now) for one in facts.timers)
    is_open = hours.is_open(support, now)
    return Meter(
        now=now,
        running=running,
        worked_seconds=sum(end - start for start, end in unbroken(facts.intervals(now))),
        bill=bill,
        paid_until=_paid_until(facts, now, boundary, part),
        tariff=part.tariff,
        kind=part.window.kind,
        boundary=boundary,
        sphere=facts.sphere,
        finding=facts.finding,
        consent=consent,
        requests=facts.requests,
        services=facts.services,
        cap_seconds=cap,
        cap_used=used,
        needs_consent=must_ask,
        support_is_open=is_open,
        next_opening=hours.next_opening(support, now),
        charges=tuple(Charge.objects.filter(ticket__in=facts.tickets).select_related("by")),
        warnings=tuple(_warnings(facts, now, part, boundary, used, cap, must_ask, is_open)),
    )


def standing(requests: tuple[ConsentRequest, ...], now: datetime) -> ConsentState:
    """What holds now: a yes before an open question, an open question before what is over."""
    yes = [one for one in requests if one.answer == Answer.YES and now < one.covers_until]
    asked = [one for one in requests if one.answer == Answer.NONE and now < one.expires_at]
    if yes or asked:
        state = ConsentStanding.YES if yes else ConsentStanding.ASKED
        return ConsentState(state, (yes or asked)[-1])
    over = [one for one in requests if one.answer != Answer.SUPERSEDED]
    if not over:
        return ConsentState(ConsentStanding.NONE)
    return ConsentState(_OVER[Answer(over[-1].answer)], over[-1])


_OVER = {
    Answer.YES: ConsentStanding.ENDED,
    Answer.NO: ConsentStanding.NO,
    Answer.REVOKED: ConsentStanding.REVOKED,
    Answer.NONE: ConsentStanding.EXPIRED,
}


def _running(timer: Timer, now: datetime) -> Running:
    return Running(
        timer.staff, timer.ticket, timer.started_at, not timer.is_running, timer.is_free, timer.kind,
        timer.is_running and now - timer.confirmed_at >= ASK_AFTER,
    )  # fmt: skip


def _paid_until(facts: load.Facts, now: datetime, boundary: Boundary, part: Part) -> datetime | None:
    if not facts.going_on(now):
        return None
    horizon = second_of(boundary.at) + 2 * part.tariff.quarter_seconds
    found = paid_until(lambda end: facts.bill(EPOCH + timedelta(seconds=end)).net, second_of(now), horizon)
    return None if found is None else EPOCH + timedelta(seconds=found)


def _warnings(
    facts: load.Facts, now: datetime, part: Part, boundary: Boundary, used: int, cap: int | None,
    must_ask: bool, is_open: bool,
) -> list[Warn]:  # fmt: skip
    is_surcharge, inside = part.window.kind is Kind.SURCHARGE, facts.sphere == Finding.INSIDE
    left = None if cap is None else cap - used
    unit = part.tariff.unit_seconds
    customer = facts.root.customer
    reasons = {
        Warn.TRAP: is_surcharge and is_open and not inside,
        Warn.NO_CONSENT: must_ask and left is None,
        Warn.CAP_USED: is_surcharge and left is not None and left < unit,
        Warn.CAP_NEAR: is_surcharge and left is not None and unit <= left <= 2 * unit,
        Warn.BOUNDARY_NEAR: not is_surcharge and not inside and boundary.at - now <= _NEAR,
        Warn.SPHERE_UNKNOWN: facts.sphere == Finding.UNKNOWN,
        Warn.CONSUMER_QUARTERS: bool(customer and customer.is_consumer)
        and part.tariff.rounding is Rounding.QUARTER,
        Warn.STILL_WORKING: any(_running(one, now).should_ask for one in facts.timers),
    }
    return [warn for warn, holds in reasons.items() if holds]
