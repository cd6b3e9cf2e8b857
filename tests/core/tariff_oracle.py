"""The price of work a second time: second by second, slow, and sharing no line with the engine.

It knows the rules of docs/rules/tariff.md only; its tariffs change at whole minutes of the wall clock.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from math import ceil, floor
from zoneinfo import ZoneInfo

from hostdesk.core.holidays_de import holiday
from hostdesk.core.tariff_consent import Consent
from hostdesk.core.tariff_rules import Boundary, ConsentRule, Flat, Rounding, Saturday, Tariff
from hostdesk.core.work import Interval

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass
class Sums:
    day: int = 0
    night: int = 0
    flats: int = 0
    net: dict[int, Fraction] = field(default_factory=dict)

    @property
    def money(self) -> tuple[Decimal, Decimal]:
        """Net and VAT."""
        nets = {rate: _cents(net) for rate, net in self.net.items()}
        vats = [_cents(Fraction(net) * rate / 100) for rate, net in nets.items()]
        return sum(nets.values(), Decimal("0.00")), sum(vats, Decimal("0.00"))


def price_by_seconds(intervals: list[Interval], tariff: Tariff, consent: Consent) -> Sums:
    sums = Sums()
    for ticket in {one.ticket for one in intervals}:
        _ticket([one for one in intervals if one.ticket == ticket], tariff, consent, sums)
    return sums


def _ticket(intervals: list[Interval], tariff: Tariff, consent: Consent, sums: Sums) -> None:
    unit = 60 if tariff.rounding is Rounding.MINUTE else 900
    seconds = set()
    for one in intervals:
        if one.sphere == "outside":
            seconds |= set(range(floor(one.start.timestamp()), floor(one.end.timestamp())))
    before: int | None = None  # the second worked before
    running = 0  # seconds that the quarter started in this window has left
    carried = 0  # seconds that a quarter of an earlier window has left
    flats_in_window = flats = charged = 0
    for second in sorted(seconds):
        if before is not None and before != second - 1:
            carried = 0
        if before is not None and not _same_window(before, second, tariff):
            goes_on = before == second - 1 and tariff.boundary is Boundary.CARRY
            carried, running, flats_in_window = (carried or running) if goes_on else 0, 0, 0
        before = second
        is_day = _is_day(second // 60, tariff)
        if carried:
            carried -= 1
        elif not is_day and not _may_charge(second, tariff, consent):
            continue
        elif running:
            running -= 1
        elif not is_day and consent.cap_seconds is not None and charged + unit > consent.cap_seconds:
            continue
        else:
            running = unit - 1
            rate = _rate(second)
            sums.day += is_day
            sums.night += not is_day
            quarter = tariff.day_price if is_day else tariff.surcharge_price
            sums.net[rate] = sums.net.get(rate, Fraction()) + Fraction(quarter) * unit / 900
            if not is_day:
                charged += unit
                if not (flats if tariff.flat is Flat.TICKET else flats_in_window):
                    sums.flats += 1
                    sums.net[rate] += Fraction(tariff.flat_price)
                    flats_in_window = flats = 1


def _same_window(one: int, other: int, tariff: Tariff) -> bool:
    if one // 60 == other // 60:
        return True
    kinds = {_is_day(minute, tariff) for minute in range(one // 60, other // 60 + 1)}
    return len(kinds) == 1


@cache
def _is_day(minute: int, tariff: Tariff) -> bool:
    local = datetime.fromtimestamp(minute * 60, BERLIN)
    days = 6 if tariff.saturday is Saturday.WEEKDAY else 5
    return (
        local.weekday() < days
        and time(9) <= local.time() < time(17)
        and holiday(local.date(), tariff.region) is None
        and local.strftime("%m-%d") not in tariff.surcharge_days
    )


@cache
def _support_is_open(minute: int, region: str) -> bool:
    local = datetime.fromtimestamp(minute * 60, BERLIN)
    return local.weekday() < 5 and 8 <= local.hour < 18 and holiday(local.date(), region) is None


def _may_charge(second: int, tariff: Tariff, consent: Consent) -> bool:
    if tariff.consent_rule is ConsentRule.LITERAL and _support_is_open(second // 60, tariff.region):
        return True
    return consent.is_given and (consent.since is None or second >= _first_whole(consent.since))


@cache
def _first_whole(since: datetime) -> int:
    return ceil(Fraction((since - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1), 10**6))


def _rate(second: int) -> int:
    return (
        16
        if "2020-07-01" <= datetime.fromtimestamp(second, BERLIN).date().isoformat() <= "2020-12-31"
        else 19
    )


def _cents(amount: Fraction) -> Decimal:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
