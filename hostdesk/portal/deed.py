"""The consent page's figures and words, from the question as it was asked (M15); in its own language."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.billing import consents, letters, load
from hostdesk.billing.models import ConsentRequest, Finding
from hostdesk.billing.tariffs import tariff_of
from hostdesk.billing.wording import LANGUAGES
from hostdesk.core.money import ZERO, share, vat
from hostdesk.core.tariff_rules import Rounding, Tariff
from hostdesk.core.tariff_versions import vat_rate_at
from hostdesk.core.tariff_words import duration, money
from hostdesk.core.work import second_of
from hostdesk.portal.window import drawing
from hostdesk.tickets.letters import moment, one_line

_EXAMPLES = (900, 1800, 3600)  # seconds of work


@dataclass(frozen=True, slots=True)
class Row:
    """A price, as the customer counts first (firms net, consumers gross) and the other way."""

    name: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Deed:
    """All that the page prints."""

    number: str
    subject: str
    received: str
    customer: str
    cause: str
    until: str
    ruler: SafeString
    columns: tuple[str, str]
    prices: list[Row]
    examples: list[Row]
    cap: Row
    most: str
    text: str
    text_sha256: str
    withdrawal: str
    button: str
    address: str
    otherwise: str
    by_day: str
    expires: str


def deed(request: ConsentRequest, now: datetime) -> Deed:
    """The page at `now` (UTC); a constant number of queries, and nothing changes."""
    prices, language = _Prices(request), request.language
    root, words = request.ticket.root, LANGUAGES[language]
    finding = load.sphere(root)
    return Deed(
        number=request.ticket.number,
        subject=one_line(root.subject) or "–",
        received=moment(root.received_at, language),
        customer=f"{root.customer.number}, {root.customer.name}" if root.customer else "",
        cause=words[f"sphere.{finding.sphere if finding else Finding.UNKNOWN}"],
        until=moment(request.covers_until, language),
        ruler=drawing(prices.tariff, request.covers_until, now),
        columns=prices.columns(),
        prices=prices.list(),
        examples=[prices.example(seconds) for seconds in _EXAMPLES if seconds < request.new_seconds],
        cap=prices.cap(),
        most=money(request.most_gross, language),
        text=request.text,
        text_sha256=request.text_sha256,
        withdrawal=words["ask.consumer"].strip() if request.is_consumer else "",
        button=consents.button(request),
        address=request.address,
        otherwise=letters.otherwise(language, now),
        by_day=_by_day(prices, now),
        expires=moment(request.expires_at, language),
    )


class _Prices:
    """The price list of the question; the flat fee is left out if it is paid already."""

    def __init__(self, request: ConsentRequest) -> None:
        self.request, self.language = request, request.language
        is_by_minute = request.tariff_label.endswith(f":{Rounding.MINUTE.value}")
        tariff = tariff_of(request.tariff)
        self.tariff: Tariff = replace(tariff, rounding=Rounding.MINUTE) if is_by_minute else tariff
        self.rate = vat_rate_at(second_of(request.asked_at), self.tariff.timezone)
        self._price = letters.unit_price(self.tariff, self.tariff.surcharge_price)
        self._flat = max(request.most_net - self._units(request.new_seconds // self._unit), ZERO)

    def columns(self) -> tuple[str, str]:
        """The heads of the two columns."""
        gross = _("with %(rate)s %% VAT") % {"rate": self.rate}
        return (gross, _("net")) if self.request.is_consumer else (_("net"), gross)

    def list(self) -> list[Row]:
        """What is charged once, and what per started unit."""
        per_unit = _("Per started %(unit)s") % {"unit": letters.unit(self.tariff, self.language)}
        flat = [self._row(_("Flat fee, once"), self._flat)] if self._flat else []
        return [*flat, self._row(per_unit, self._price)]

    def example(self, seconds: int) -> Row:
        """All in all for so much work."""
        name = _("up to %(time)s") % {"time": duration(seconds, self.language)}
        return self._row(name, self._flat + self._work(seconds))

    def cap(self) -> Row:
        """What this question can cost at most."""
        name = _("Your limit: %(time)s") % {"time": duration(self.request.new_seconds, self.language)}
        return self._row(name, self.request.most_net, self.request.most_gross)

    def by_day(self) -> str:
        """The day price with VAT beside it."""
        row = self._row("", letters.unit_price(self.tariff, self.tariff.day_price))
        return f"{row.first} ({row.second} {self.columns()[1]})"

    @property
    def _unit(self) -> int:
        return self.tariff.unit_seconds

    def _work(self, seconds: int) -> Decimal:
        return self._units(-(-seconds // self._unit))

    def _units(self, started: int) -> Decimal:
        return share(self.tariff.surcharge_price, started * self._unit, self.tariff.quarter_seconds)

    def _row(self, name: str, net: Decimal, gross: Decimal | None = None) -> Row:
        both = (money(net, self.language), money(gross or net + vat(net, self.rate), self.language))
        return Row(name, *(reversed(both) if self.request.is_consumer else both))


def _by_day(prices: _Prices, now: datetime) -> str:
    return _(
        "Chargeable work can begin without your consent on %(day)s, then at %(price)s per started %(unit)s, "
        "without the flat fee."
    ) % {
        "day": moment(letters.day_begins(prices.tariff, now), prices.language),
        "price": prices.by_day(),
        "unit": letters.unit(prices.tariff, prices.language),
    }
