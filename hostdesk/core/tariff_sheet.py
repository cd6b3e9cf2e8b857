"""What has been counted so far for one line of a bill, while the meter still runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hostdesk.core.money import ZERO, cents, share
from hostdesk.core.tariff_consent import Consent
from hostdesk.core.tariff_lines import Line, Rule
from hostdesk.core.tariff_rules import Tariff
from hostdesk.core.tariff_versions import Part
from hostdesk.core.tariff_windows import Kind


@dataclass(slots=True)
class Sheet:
    """Seconds and quarters of one ticket in one window at one VAT rate."""

    part: Part  # the first piece of work
    ends: int  # of the last piece
    carried_in: int = 0
    billable: int = 0
    unconsented: int = 0
    capped: int = 0
    quarters: int = 0
    has_flat: bool = False

    def lines(self, ticket: str, consent: Consent) -> Iterator[Line]:
        """The flat fee, if it is due, and the work."""
        if self.has_flat:
            flat = self.part.tariff.flat_price
            yield self._line(ticket, consent, Rule.FLAT, quarters=1, price=flat, amount=cents(flat))
        yield self._line(
            ticket,
            consent,
            self._rule(),
            (self.billable, self.carried_in, self.unconsented, self.capped),
            quarters=self.quarters,
            unit_seconds=self.part.tariff.unit_seconds,
            price=price(self.part),
            amount=self._amount(),
        )

    def _amount(self) -> Decimal:
        tariff = self.part.tariff
        if not self.quarters:
            return ZERO
        return share(price(self.part), self.quarters * tariff.unit_seconds, tariff.quarter_seconds)

    def _rule(self) -> Rule:
        if self.quarters:
            return Rule.DAY if self.part.window.kind is Kind.DAY else Rule.SURCHARGE
        if self.unconsented:
            return Rule.NO_CONSENT
        return Rule.CAP if self.capped else Rule.CARRIED

    def _line(
        self,
        ticket: str,
        consent: Consent,
        rule: Rule,
        seconds: tuple[int, int, int, int] = (0, 0, 0, 0),
        *,
        quarters: int,
        unit_seconds: int = 0,
        price: Decimal,
        amount: Decimal,
    ) -> Line:
        tariff: Tariff = self.part.tariff
        return Line(
            ticket,
            self.part.window,
            tariff.timezone,
            rule,
            sum(seconds),
            *seconds,
            quarters,
            unit_seconds,
            price,
            tariff.quarter_seconds,
            amount,
            self.part.vat_rate,
            consent,
            tariff.version,
            tariff.calendar_version,
        )


def price(part: Part) -> Decimal:
    """Net euros for a started quarter-hour at that time (M17, M18)."""
    return part.tariff.day_price if part.window.kind is Kind.DAY else part.tariff.surcharge_price
