"""A year at a glance: on which days support is open and the day price holds, with the holidays' names."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hostdesk.billing import load
from hostdesk.calendars import load as calendars
from hostdesk.core import hours
from hostdesk.core.holidays_de import holidays_of
from hostdesk.core.hours import Hours
from hostdesk.core.tariff_rules import day_hours
from hostdesk.desk import when
from hostdesk.desk.gate import readers
from hostdesk.desk.pages import page

FIRST, LAST = 2015, 2060


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the sheet."""

    number: int
    kind: str  # "both", "support", "price", "closed", or "" for a day of another month
    title: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month with its weeks and its holidays."""

    name: str
    weeks: list[list[Day]]
    holidays: list[tuple[str, str]]


@readers
def year(request: HttpRequest) -> HttpResponse:
    """Twelve months; `year` in the address chooses another year."""
    now = timezone.now()
    asked = request.GET.get("year", "")
    shown = int(asked) if asked.isdecimal() and len(asked) == 4 and FIRST <= int(asked) <= LAST else 0
    chosen = shown or when.local(now).year
    support, price = calendars.current_hours(), day_hours(load.tariff_at(now))
    today = when.local(now).date()
    months = [_month(chosen, number, support, price, today) for number in range(1, 13)]
    return page(
        request, "desk/year.html", tab="year", year=chosen, months=months, region=price.region,
        weekdays=[date_format(date(2024, 1, one), "D")[:2] for one in range(1, 8)],
        support=support.windows, price=price.windows,
    )  # fmt: skip


def _month(year: int, number: int, support: Hours, price: Hours, today: date) -> Month:
    names = holidays_of(year, price.region) if price.region else {}
    weeks = [
        [_day(on, number, support, price, names.get(on, ""), today) for on in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    named = [(date_format(on, _("j M")), name) for on, name in names.items() if on.month == number]
    return Month(date_format(date(year, number, 1), "F"), weeks, named)


def _day(on: date, month: int, support: Hours, price: Hours, name: str, today: date) -> Day:
    if on.month != month:
        return Day(on.day, "", "", is_today=False)
    kind = {
        (True, True): "both", (True, False): "support", (False, True): "price", (False, False): "closed",
    }[_has(support, on), _has(price, on)]  # fmt: skip
    words = {"both": _("support and day price"), "support": _("support, surcharge all day"),
             "price": _("day price, no support"), "closed": _("closed, surcharge all day")}[kind]  # fmt: skip
    full = f"{date_format(on, _('l, j F Y'))}: {words}"
    return Day(on.day, kind, f"{full} ({name})" if name else full, is_today=on == today)


def _has(some: Hours, on: date) -> bool:
    """Whether these hours open on a local date."""
    if some.is_elapsed:
        return True
    midnight = datetime.combine(on, time(), timezone.get_default_timezone())
    return when.local(hours.next_opening(some, midnight)).date() == on
