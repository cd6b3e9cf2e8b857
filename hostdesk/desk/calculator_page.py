"""The price calculator: type what was worked, read how it is charged; nothing is recorded."""

import re
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hostdesk.billing import load
from hostdesk.core.tariff import Bill, price
from hostdesk.core.tariff_consent import BEFORE_WORK, NO_CONSENT, Consent
from hostdesk.core.tariff_versions import NoTariff
from hostdesk.core.work import BadInterval, Interval, Sphere
from hostdesk.desk import amounts, bill_words, choices, slip
from hostdesk.desk.gate import readers
from hostdesk.desk.pages import page

EXAMPLE = "2026-11-19 16:50 – 17:10"
MOST = 200  # lines
_DAY, _TIME = r"(\d{4}-\d\d-\d\d)[ T]", r"(\d\d?:\d\d(?::\d\d)?)"
_LINE = re.compile(rf"^\s*{_DAY}{_TIME}\s*[-–/]\s*(?:{_DAY})?{_TIME}\s*$")


class Unreadable(ValueError):
    """This line is no stretch of work; the text says which."""


@readers
def calculator(request: HttpRequest) -> HttpResponse:
    """The form, and below it the bill."""
    text = request.GET.get("work", EXAMPLE)[:20_000]
    sphere, consent = request.GET.get("sphere", "outside"), request.GET.get("consent", "yes")
    bill, wrong = None, ""
    try:
        bill = _bill(text, Sphere.INSIDE if sphere == "inside" else Sphere.OUTSIDE, request)
    except Unreadable as error:
        wrong = str(error)
    except NoTariff:
        wrong = _("No price list is valid as early as this work.")
    return page(
        request, "desk/calculator.html", tab="calculator", work=text, sphere=sphere, consent=consent,
        since=request.GET.get("since", ""), wrong=wrong, lines=bill_words.lines(bill) if bill else [],
        sums=_sums(bill) if bill else None, free=amounts.duration(bill.free_seconds) if bill else "",
    )  # fmt: skip


def _bill(text: str, sphere: Sphere, request: HttpRequest) -> Bill:
    lines = [line for line in text.splitlines()[:MOST] if line.strip()]
    return price([_interval(line, sphere) for line in lines], load.tariffs(), _consent(request))


def _interval(line: str, sphere: Sphere) -> Interval:
    found = _LINE.match(line)
    if found is None:
        raise Unreadable(_("This line cannot be read: “%(line)s”.") % {"line": line.strip()[:60]})
    day, begins, until, ends = found.groups()
    start, end = _moment(day, begins), _moment(until or day, ends)
    try:
        return Interval(start, end, "one", "calculator", sphere)
    except BadInterval as error:
        wrong = _("This line ends before it begins, or lasts for over a year: “%(line)s”.")
        raise Unreadable(wrong % {"line": line.strip()[:60]}) from error


def _moment(day: str, time: str) -> datetime:
    at = choices.moment_in(f"{day}T{time.zfill(len(time) + (time[1] == ':'))}")
    if at is None:
        raise Unreadable(_("There is no such moment: %(at)s.") % {"at": f"{day} {time}"})
    return at


def _consent(request: HttpRequest) -> Consent:
    chosen = request.GET.get("consent", "yes")
    if chosen == "no":
        return NO_CONSENT
    since = choices.moment_in(request.GET.get("since", ""))
    return Consent(since=since) if chosen == "since" and since else BEFORE_WORK


def _sums(bill: Bill) -> dict[str, str]:
    return {
        "net": amounts.euros(bill.net), "vat": slip.vat(bill), "gross": amounts.euros(bill.gross),
        "vat_sum": amounts.euros(bill.vat),
    }  # fmt: skip
