"""From rows to the core's values: price lists, and work, consent and sphere of a ticket's whole family."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from hostdesk.billing.models import (
    Answer,
    Charge,
    ChargeState,
    ConsentRequest,
    Finding,
    RequestState,
    ServiceRequest,
    SphereFinding,
    TariffVersion,
    Timer,
    WorkInterval,
    WorkKind,
)  # fmt: skip
from hostdesk.billing.tariffs import standard, tariff_of
from hostdesk.core.money import share
from hostdesk.core.tariff import Bill, price
from hostdesk.core.tariff_consent import NO_CONSENT, Consent
from hostdesk.core.tariff_rules import Rounding, Tariff
from hostdesk.core.tariff_versions import Reigns, reigns
from hostdesk.core.work import Interval, Sphere, second_of
from hostdesk.core.work_rules import part_at
from hostdesk.customers.models import Customer
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the price of a ticket depends on, read once."""

    root: Ticket
    tickets: tuple[Ticket, ...]  # the root and all merged into it
    tariffs: tuple[Tariff, ...]
    finding: SphereFinding | None
    work: tuple[WorkInterval, ...]  # what counts: without those that were corrected
    given_away: frozenset[int]  # ids of those that a lead has waived
    timers: tuple[Timer, ...]
    requests: tuple[ConsentRequest, ...]  # every question asked, in the order of time
    services: tuple[ServiceRequest, ...]  # every service asked for

    @property
    def versions(self) -> Reigns:
        """From which second each price list applies."""
        return reigns(self.tariffs)

    @property
    def sphere(self) -> Finding:
        """The newest finding; nobody has looked yet is unknown."""
        return Finding(self.finding.sphere) if self.finding else Finding.UNKNOWN

    @property
    def consent(self) -> Consent:
        """All that the customer agreed to, for the price."""
        return consent_of(self.requests)

    def intervals(self, until: datetime | None = None) -> list[Interval]:
        """The work for the price; with `until` (UTC) also what runs now, as if it ended then."""
        done = [self._interval(one.start, one.end, one, _is_free(one, self.given_away)) for one in self.work]
        return done + (self.going_on(until) if until else [])

    def going_on(self, until: datetime) -> list[Interval]:
        """What the timers have measured by `until`."""
        running = [one for one in self.timers if one.is_running and one.started_at < until]
        return [self._interval(one.started_at, until, one, _is_free(one)) for one in running]

    def bill(self, until: datetime | None = None) -> Bill:
        """The price of the ticket; with `until` (UTC) of what runs now, too."""
        return price(self.intervals(until), self.tariffs, self.consent)

    def _interval(self, start: datetime, end: datetime, row: WorkInterval | Timer, is_free: bool) -> Interval:
        inside = is_free or self.sphere == Finding.INSIDE
        sphere = Sphere.INSIDE if inside else Sphere.OUTSIDE
        return Interval(start, end, str(row.staff_id), self.root.number, sphere)


def facts(root: Ticket) -> Facts:
    """Everything about the price of a root; the number of queries does not grow with its work."""
    tickets = family(root)
    rows = list(WorkInterval.objects.filter(ticket__in=tickets).select_related("staff"))
    asked = ServiceRequest.objects.filter(ticket__in=tickets)
    services = tuple(asked.select_related("service", "asked_by", "decided_by"))
    return Facts(
        root=root,
        tickets=tuple(tickets),
        tariffs=_as_agreed(tariffs(root.customer), services),
        finding=_findings(tickets).last(),
        work=tuple(_counting(rows)),
        given_away=_given_away(tickets, rows),
        timers=tuple(Timer.objects.filter(ticket__in=tickets).select_related("staff", "ticket")),
        requests=_questions(tickets),
        services=services,
    )


def tariffs(customer: Customer | None = None) -> tuple[Tariff, ...]:
    """Every version of the price list, with the rounding of the customer's contract."""
    versions = tuple(tariff_of(row) for row in TariffVersion.objects.all()) or (standard(),)
    if customer is not None and customer.counts_minutes:
        return tuple(replace(one, rounding=Rounding.MINUTE) for one in versions)
    return versions


def tariff_at(now: datetime, customer: Customer | None = None) -> Tariff:
    """The price list that applies at `now` (UTC); NoTariff if none does."""
    return part_at(reigns(tariffs(customer)), now).tariff


def _as_agreed(versions: tuple[Tariff, ...], asked: Sequence[ServiceRequest]) -> tuple[Tariff, ...]:
    """With the price of the service that was accepted last, if that has one of its own (M19)."""
    own = [one for one in asked if one.agreed_price is not None and one.state != RequestState.DECLINED]
    if not own or (agreed := own[-1].agreed_price) is None:
        return versions
    # The agreed price is that of one started unit; the tariff knows prices of quarter-hours.
    return tuple(
        replace(one, day_price=share(agreed, one.quarter_seconds, one.unit_seconds)) for one in versions
    )


def label_of(tariff: Tariff) -> str:
    """The version and the rounding: what a question for consent was asked under."""
    return f"{tariff.version}:{tariff.rounding.value}"


def intervals(root: Ticket) -> tuple[Interval, ...]:
    """The recorded work of a root and all merged into it, as the price sees it."""
    return tuple(facts(root).intervals())


def consent(root: Ticket) -> Consent:
    """What the customer has agreed to on this ticket."""
    return facts(root).consent


def sphere(root: Ticket) -> SphereFinding | None:
    """The newest finding of the cause; it counts backwards, too."""
    return _findings(family(root)).last()


def bill(root: Ticket, now: datetime | None = None) -> Bill:
    """The price of a root; with `now` (UTC) including the timers that run."""
    return facts(root).bill(now)


def consent_of(requests: Iterable[ConsentRequest]) -> Consent:
    """Every yes in the order of time; each holds for its night or weekend, or until it was taken back."""
    given = [
        Consent(
            since=one.answered_at,
            cap_seconds=one.cap_seconds,
            until=min(one.covers_until, one.revoked_at or one.covers_until),
        )
        for one in sorted(requests, key=lambda one: second_of(one.answered_at or one.asked_at))
        if one.answer in (Answer.YES, Answer.REVOKED) and one.answered_at is not None
    ]
    return replace(given[0], later=tuple(given[1:])) if given else NO_CONSENT


def _findings(tickets: Sequence[Ticket]) -> QuerySet[SphereFinding]:
    return SphereFinding.objects.filter(ticket__in=tickets).select_related("author").order_by("at", "id")


def _questions(tickets: Sequence[Ticket]) -> tuple[ConsentRequest, ...]:
    found = ConsentRequest.objects.filter(ticket__in=tickets)
    return tuple(found.select_related("contact", "confirmed_by", "reply"))


def _counting(rows: Sequence[WorkInterval]) -> list[WorkInterval]:
    corrected = {row.replaces_id for row in rows}
    return [row for row in rows if row.pk not in corrected]


def _given_away(tickets: Sequence[Ticket], rows: Sequence[WorkInterval]) -> frozenset[int]:
    """What a waived charge covers, and the corrections of it."""
    waived = Charge.objects.filter(ticket__in=tickets, state=ChargeState.WAIVED)
    found = {pk for covers in waived.values_list("covers", flat=True) for pk in covers}
    for row in sorted(rows, key=lambda row: row.pk):
        if row.replaces_id in found:
            found.add(row.pk)
    return frozenset(found)


def _is_free(row: WorkInterval | Timer, given_away: frozenset[int] = frozenset()) -> bool:
    return row.is_free or row.kind == WorkKind.FIRST_RESPONSE or row.pk in given_away
