"""What help costs, from the price list that bills are made with, in plain words (M16–M18)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hostdesk.billing import letters, load
from hostdesk.core.money import vat
from hostdesk.core.tariff_rules import Tariff, day_hours
from hostdesk.core.tariff_versions import vat_rate_at
from hostdesk.core.tariff_windows import Kind, window_at
from hostdesk.core.tariff_words import money
from hostdesk.core.work import second_of
from hostdesk.tickets.letters import moment


@dataclass(frozen=True, slots=True)
class Price:
    """One price, net and with VAT."""

    name: str
    net: str
    gross: str


@dataclass(frozen=True, slots=True)
class Rates:
    """The price list at one moment."""

    tariff: Tariff
    rate: Decimal
    unit: str  # "quarter-hour"
    free: str  # nothing, as money
    day: Price
    surcharge: Price
    flat: Price
    is_day: bool
    until: str  # in full, like "Monday, 23 November 2026, 09:00 (CET)"
    closes: str  # as short as it can be: today "17:00", else with the weekday


def rates(now: datetime, language: str) -> Rates:
    """What holds at `now`, and until when; NoTariff if no price list does."""
    tariff = load.tariff_at(now)
    rate = vat_rate_at(second_of(now), tariff.timezone)
    window = window_at(day_hours(tariff), second_of(now))
    unit, otherwise, flat = letters.unit(tariff, language), _("At all other times"), _("flat fee")
    by_day, by_night = (letters.unit_price(tariff, one) for one in (tariff.day_price, tariff.surcharge_price))
    return Rates(
        tariff=tariff,
        rate=rate,
        unit=unit,
        free=money(Decimal("0.00"), language),
        day=_by_unit(_("By day"), by_day, unit, rate, language),
        surcharge=_by_unit(otherwise, by_night, unit, rate, language),
        flat=price(f"{otherwise}, {flat}", tariff.flat_price, rate, language),
        is_day=window.kind is Kind.DAY,
        until=moment(window.end, language),
        closes=_short(window.end.astimezone(ZoneInfo(tariff.timezone)), now),
    )


def price(name: str, net: Decimal, rate: Decimal, language: str) -> Price:
    """A net amount and what it is with VAT."""
    return Price(name, money(net, language), money(net + vat(net, rate), language))


def standing(shown: Rates) -> str:
    """Which price holds at this hour."""
    until = {"until": shown.until}
    if shown.is_day:
        return _("Now the day price applies, until %(until)s.") % until
    return (
        _("Now the price for evenings, nights, weekends and public holidays applies, until %(until)s.")
        % until
    )


def in_short(now: datetime, language: str) -> str:
    """One sentence for places where people decide whether to write: what work at this hour costs."""
    shown = rates(now, language)
    words = {
        "day": shown.day.gross,
        "price": shown.surcharge.gross,
        "flat": shown.flat.gross,
        "unit": shown.unit,
    }
    words["until"] = shown.until
    if shown.is_day:
        return _("Until %(until)s each started %(unit)s of chargeable work costs %(day)s with VAT.") % words
    return (
        _(
            "Until %(until)s chargeable work costs %(flat)s once and %(price)s for each started %(unit)s, "
            "with VAT, and only if you agree beforehand."
        )
        % words
    )


def _short(end: datetime, now: datetime) -> str:
    time = f"{end:%-H:%M}"
    return time if end.date() == now.astimezone(end.tzinfo).date() else f"{date_format(end, 'D')} {time}"


def _by_unit(name: str, net: Decimal, unit: str, rate: Decimal, language: str) -> Price:
    per_unit = _("per started %(unit)s") % {"unit": unit}
    return price(f"{name}, {per_unit}", net, rate, language)
