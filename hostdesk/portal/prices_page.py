"""The public price list and support hours, from the same data that deadlines and bills are made with."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.billing import letters, load
from hostdesk.billing.models import Service
from hostdesk.billing.services import catalogue
from hostdesk.calendars import load as calendars
from hostdesk.core import hours
from hostdesk.core.money import vat
from hostdesk.core.tariff_rules import Tariff, day_hours
from hostdesk.core.tariff_versions import vat_rate_at
from hostdesk.core.tariff_windows import Kind, window_at
from hostdesk.core.tariff_words import money
from hostdesk.core.work import second_of
from hostdesk.portal.opening import in_words
from hostdesk.tickets.letters import moment


@dataclass(frozen=True, slots=True)
class Price:
    """One price, net and with VAT."""

    name: str
    net: str
    gross: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A service that is never free."""

    title: str
    text: str
    price: Price
    links: list[dict[str, str]]


@require_safe
def prices(request: HttpRequest) -> HttpResponse:
    """What help costs, and when; it holds from now on, so nobody keeps it for long."""
    now, language = timezone.now(), "de" if get_language() == "de" else "en"
    tariff, support = load.tariff_at(now), calendars.current_hours()
    rate = vat_rate_at(second_of(now), tariff.timezone)
    response = render(
        request,
        "portal/prices.html",
        {
            "rate": rate,
            "prices": _prices(tariff, rate, language),
            "standing": _standing(tariff, now, language),
            "is_open": hours.is_open(support, now),
            "opening": moment(hours.next_opening(support, now), language),
            "support_hours": in_words(support),
            "day_hours": in_words(day_hours(tariff)),
            "services": [_offered(one, tariff, rate, language) for one in catalogue()],
        },
    )
    response["Cache-Control"] = "public, max-age=60"
    return response


def _prices(tariff: Tariff, rate: Decimal, language: str) -> list[Price]:
    per_unit = _("per started %(unit)s") % {"unit": letters.unit(tariff, language)}
    by_day, otherwise, flat = _("By day"), _("At all other times"), _("flat fee")
    day, surcharge = (
        letters.unit_price(tariff, price) for price in (tariff.day_price, tariff.surcharge_price)
    )
    return [
        _price(f"{by_day}, {per_unit}", day, rate, language),
        _price(f"{otherwise}, {per_unit}", surcharge, rate, language),
        _price(f"{otherwise}, {flat}", tariff.flat_price, rate, language),
    ]


def _price(name: str, net: Decimal, rate: Decimal, language: str) -> Price:
    return Price(name, money(net, language), money(net + vat(net, rate), language))


def _standing(tariff: Tariff, now: datetime, language: str) -> str:
    window = window_at(day_hours(tariff), second_of(now))
    until = {"until": moment(window.end, language)}
    if window.kind is Kind.DAY:
        return _("Now the day price applies, until %(until)s.") % until
    return (
        _("Now the price for evenings, nights, weekends and public holidays applies, until %(until)s.")
        % until
    )


def _offered(one: Service, tariff: Tariff, rate: Decimal, language: str) -> Offered:
    name = _("per started %(unit)s") % {"unit": letters.unit(tariff, language)}
    links = [
        {"title": link.get(f"title_{language}", ""), "url": link.get("url", "")} for link in one.help_links
    ]
    price = _price(name, letters.price_of(one, tariff), rate, language)
    return Offered(one.title(language), one.text(language), price, [link for link in links if link["url"]])
