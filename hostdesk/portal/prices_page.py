"""The public price list and support hours, from the same data that deadlines and bills are made with."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.billing import letters
from hostdesk.billing.models import Service
from hostdesk.billing.services import catalogue
from hostdesk.calendars import load as calendars
from hostdesk.core import hours
from hostdesk.core.day_spans import spans_of
from hostdesk.core.holidays_de import holidays_of
from hostdesk.core.hours import Hours
from hostdesk.core.tariff_rules import day_hours
from hostdesk.portal.kept import kept
from hostdesk.portal.opening import in_words
from hostdesk.portal.price_words import Price, Rates, price, rates, standing
from hostdesk.tickets.letters import moment
from hostdesk.ui.hour_ruler import drawing


@dataclass(frozen=True, slots=True)
class Offered:
    """A service that is never free."""

    title: str
    text: str
    price: Price
    links: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday at the provider's seat; its name is German, as the day is."""

    day: date
    name: str
    is_past: bool


@require_safe
@kept
def prices(request: HttpRequest) -> HttpResponse:
    """What help costs, and when; it holds from now on, so nobody keeps it for long."""
    now, language = timezone.now(), "de" if get_language() == "de" else "en"
    shown, support = rates(now, language), calendars.current_hours()
    return render(
        request,
        "portal/prices.html",
        {
            "heading": _("Prices and support hours"),
            "description": _("What help costs, when we are there, and which days are public holidays here."),
            "shown": shown,
            "prices": (shown.day, shown.surcharge, shown.flat),
            "standing": standing(shown),
            "ruler": ruler(shown, support, now),
            "is_open": hours.is_open(support, now),
            "opening": moment(hours.next_opening(support, now), language),
            "support_hours": in_words(support),
            "day_hours": in_words(day_hours(shown.tariff)),
            "services": [_offered(one, shown, language) for one in catalogue()],
            "year": _local(support, now).year,
            "holidays": _holidays(support, now),
        },
    )


def ruler(shown: Rates, support: Hours, now: datetime) -> str:
    """Today's hours and prices on one scale."""
    local = _local(support, now)
    return drawing(spans_of(support, local.date()), spans_of(day_hours(shown.tariff), local.date()), local)


def _local(support: Hours, now: datetime) -> datetime:
    return now.astimezone(ZoneInfo(support.timezone))


def _holidays(support: Hours, now: datetime) -> list[Holiday]:
    today = _local(support, now).date()
    known = holidays_of(today.year, support.region) if support.region else {}
    return [Holiday(day, name, day < today) for day, name in known.items()]


def _offered(one: Service, shown: Rates, language: str) -> Offered:
    name = _("per started %(unit)s") % {"unit": shown.unit}
    links = [
        {"title": link.get(f"title_{language}", ""), "url": link.get("url", "")} for link in one.help_links
    ]
    cost = price(name, letters.price_of(one, shown.tariff), shown.rate, language)
    return Offered(one.title(language), one.text(language), cost, [link for link in links if link["url"]])
