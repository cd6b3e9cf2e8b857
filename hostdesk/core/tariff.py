"""What work costs (M16 to M18): from intervals, price list and consent to a bill that explains itself.

The rules with worked examples stand in docs/rules/tariff.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hostdesk.core.money import VAT_RATES, ZERO, vat
from hostdesk.core.tariff_consent import NO_CONSENT, Consent
from hostdesk.core.tariff_lines import Line, Rule
from hostdesk.core.tariff_meter import metered
from hostdesk.core.tariff_rules import Tariff
from hostdesk.core.tariff_versions import Reigns, reigns, vat_rate_at
from hostdesk.core.work import Interval, Service, Sphere, second_of, unbroken


@dataclass(frozen=True, slots=True)
class RateSum:
    """All that is charged at one VAT rate (per cent): net and VAT in euros."""

    rate: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """Lines in the order of ticket and time, sums per VAT rate in rising order, and the free work in seconds.

    Quarters are started quarter-hours, or started minutes where the price list counts minutes.
    """

    lines: tuple[Line, ...]
    rates: tuple[RateSum, ...]  # at least one, also when nothing is charged
    free_seconds: int = 0  # inside the provider's sphere, or for the first response

    @property
    def day_quarters(self) -> int:
        """Started at the day price."""
        return sum(line.quarters for line in self.lines if line.rule is Rule.DAY)

    @property
    def night_quarters(self) -> int:
        """Started at the surcharge price."""
        return sum(line.quarters for line in self.lines if line.rule is Rule.SURCHARGE)

    @property
    def flats(self) -> int:
        """How often the flat fee is due."""
        return sum(line.quarters for line in self.lines if line.rule is Rule.FLAT)

    @property
    def net(self) -> Decimal:
        """Euros without VAT."""
        return sum((rate.net for rate in self.rates), ZERO)

    @property
    def vat(self) -> Decimal:
        """Euros, rounded on the sum of each rate."""
        return sum((rate.vat for rate in self.rates), ZERO)

    @property
    def gross(self) -> Decimal:
        """Euros to pay."""
        return self.net + self.vat


def price(
    intervals: Iterable[Interval],
    tariffs: Sequence[Tariff],
    consent: Consent = NO_CONSENT,
    service: Service = Service.TECHNICAL_WORK,
) -> Bill:
    """The bill for work on one or more tickets; `tariffs` are the versions of one price list.

    Windows, flat fees and the cap of the consent count per ticket. A window keeps the version that was valid
    when it began. Raises BadTariff, NoTariff (no version so early) or NeverOpen, all with words for a person.
    """
    versions = reigns(tuple(tariffs))
    work = sorted(intervals, key=lambda one: (second_of(one.start), second_of(one.end)))
    is_free = service is Service.FIRST_RESPONSE
    free = [one for one in work if is_free or one.sphere is Sphere.INSIDE]
    charged = [] if is_free else [one for one in work if one.sphere is Sphere.OUTSIDE]
    lines = [
        line
        for ticket, intervals_of_one in _by_ticket(charged)
        for line in metered(ticket, unbroken(intervals_of_one), versions, consent)
    ]
    return Bill(tuple(lines), _sums(lines, _rate(charged or free, versions)), _seconds(free))


def add_up(bills: Iterable[Bill]) -> Bill:
    """One bill of several, for a statement: the VAT is computed anew on the sum per rate."""
    some = tuple(bills)
    lines = [line for bill in some for line in bill.lines]
    default = some[0].rates[0].rate if some else VAT_RATES[-1][1]
    return Bill(tuple(lines), _sums(lines, default), sum(bill.free_seconds for bill in some))


def _by_ticket(intervals: Iterable[Interval]) -> list[tuple[str, list[Interval]]]:
    found: dict[str, list[Interval]] = {}
    for one in intervals:
        found.setdefault(one.ticket, []).append(one)
    return sorted(found.items())


def _sums(lines: Iterable[Line], default: Decimal) -> tuple[RateSum, ...]:
    nets: dict[Decimal, Decimal] = {}
    for line in lines:
        if line.amount:
            nets[line.vat_rate] = nets.get(line.vat_rate, ZERO) + line.amount
    nets = nets or {default: ZERO}
    return tuple(RateSum(rate, net, vat(net, rate)) for rate, net in sorted(nets.items()))


def _rate(work: Sequence[Interval], versions: Reigns) -> Decimal:
    """The rate that a bill of nothing names: that of the first work."""
    if not work:
        return VAT_RATES[-1][1]
    return vat_rate_at(second_of(work[0].start), versions[0][1].timezone)


def _seconds(free: Iterable[Interval]) -> int:
    """As a customer counts them: each second once a ticket."""
    return sum(end - start for _, some in _by_ticket(free) for start, end in unbroken(some))
