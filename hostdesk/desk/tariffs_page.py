"""The price list in its versions; administrators add one that begins on a day to come."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from hostdesk.accounts.rights import administers
from hostdesk.billing import actions, load
from hostdesk.core.states import NotAllowed
from hostdesk.core.tariff_rules import BadTariff, Boundary, ConsentRule, Flat, Rounding, Saturday, Tariff
from hostdesk.desk import amounts
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

PRICES = ("day_price", "surcharge_price", "flat_price")
CHOICES: "dict[str, tuple[StrPromise, type[StrEnum], dict[Any, StrPromise]]]" = {
    "saturday": (gettext_lazy("Saturday"), Saturday, {
        Saturday.SURCHARGE: gettext_lazy("surcharge"), Saturday.WEEKDAY: gettext_lazy("as Monday to Friday"),
    }),
    "boundary": (gettext_lazy("At the boundary"), Boundary, {
        Boundary.CARRY: gettext_lazy("a started quarter-hour is used up"),
        Boundary.SPLIT: gettext_lazy("each side is rounded by itself"),
    }),
    "flat": (gettext_lazy("Flat fee"), Flat, {
        Flat.WINDOW: gettext_lazy("once per night or weekend"), Flat.TICKET: gettext_lazy("once per ticket"),
    }),
    "consent_rule": (gettext_lazy("Consent"), ConsentRule, {
        ConsentRule.SURCHARGE: gettext_lazy("for all surcharge time"),
        ConsentRule.LITERAL: gettext_lazy("only outside support hours"),
    }),
    "rounding": (gettext_lazy("Counted"), Rounding, {
        Rounding.QUARTER: gettext_lazy("started quarter-hours"),
        Rounding.MINUTE: gettext_lazy("started minutes"),
    }),
}  # fmt: skip
NO_PRICE = gettext_noop("Enter each price in euros, with at most two decimals.")
NO_DAY = gettext_noop("Enter the day from which the prices hold.")


@readers
def tariffs(request: HttpRequest) -> HttpResponse:
    """All versions, the present one marked; agents may look."""
    now = timezone.now()
    present = load.tariff_at(now)
    versions = sorted(load.tariffs(), key=lambda one: one.valid_from or date.min, reverse=True)
    return page(
        request, "desk/tariffs.html", tab="tariffs", now=present, choices=_choices(present),
        versions=[(one, one.version == present.version, _words(one)) for one in versions],
        may_edit=administers(staff(request)),
    )  # fmt: skip


@writers
def add(request: HttpRequest) -> HttpResponseBase:
    """A new version."""
    try:
        actions.add_tariff(_values(request), _day(request), staff(request))
        messages.success(request, _("The new price list is recorded. It begins on that day."))
    except NotAllowed as refusal:
        messages.warning(request, in_words(refusal))
    except (BadTariff, ValueError):
        messages.warning(request, _("This is no price list: look at each entry again."))
    return redirect("desk:tariffs")


def _words(tariff: Tariff) -> list[str]:
    """What makes this version different from others, beside its prices."""
    chosen = [f"{name}: {words[getattr(tariff, field)]}" for field, (name, _kind, words) in CHOICES.items()]
    return [_("Day price: %(times)s") % {"times": tariff.day_times}, *chosen]


def _choices(now: Tariff) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    return [
        (
            field,
            str(name),
            [(one.value, str(said), one == getattr(now, field)) for one, said in words.items()],
        )
        for field, (name, _kind, words) in CHOICES.items()
    ]


def _values(request: HttpRequest) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in PRICES:
        values[name] = amounts.price_in(request.POST.get(name, ""))
        if values[name] is None:
            raise NotAllowed(NO_PRICE)
    for name, (_name, kind, _said) in CHOICES.items():
        if request.POST.get(name):
            values[name] = kind(request.POST[name])
    return values


def _day(request: HttpRequest) -> date:
    try:
        day = parse_date(request.POST.get("valid_from", ""))
    except ValueError:
        day = None
    if day is None:
        raise NotAllowed(NO_DAY)
    return day
