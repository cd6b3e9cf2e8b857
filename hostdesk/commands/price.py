"""What work costs, with every line explained: JSON lines in, JSON lines out.

Each line needs "region" and "intervals", a list of {"start", "end", "agent", "ticket", "sphere"} with times
that carry an offset. "service" is technical_work or first_response; "consent" is no, yes (before all work) or
the time it was given. "settings" may hold boundary, flat, saturday, consent_rule, rounding, surcharge_days,
day_price, night_price and flat_price. If one bill has several VAT rates, "vat_rate" joins them with a plus
and "vat_rates" has the sum of each.
"""

import argparse
import sys
from dataclasses import replace
from typing import Any

from hostdesk.core.failures import PermanentFailure
from hostdesk.core.tariff import price
from hostdesk.core.tariff_consent import BEFORE_WORK, NO_CONSENT, Consent
from hostdesk.core.tariff_data import as_data
from hostdesk.core.tariff_rules import Boundary, ConsentRule, Flat, Rounding, Saturday, Tariff
from hostdesk.core.work import Interval, Service, Sphere
from hostdesk.lib.json_lines import answer_all, choice, instant, number, text, texts
from hostdesk.program import exits

EPILOG = """example: tr -d '\\n' <<END | hostdesk price
         {"id": 1, "region": "DE-BY", "service": "technical_work", "consent": "yes", "intervals": [
         {"start": "2026-09-15T16:50:00+02:00", "end": "2026-09-15T17:10:00+02:00",
          "agent": "ada", "ticket": "HD-4831-7267", "sphere": "outside"}]}
         END
exit codes: 0 every line answered, 1 a line has an "error" in words instead"""

_SETTINGS = {
    *("boundary", "flat", "saturday", "consent_rule", "rounding", "surcharge_days"),
    *("day_price", "night_price", "flat_price"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: all stands in the lines."""


def run(args: argparse.Namespace) -> int:
    """Answer standard input line by line; neither settings nor a database are needed."""
    is_whole = answer_all(sys.stdin.buffer, sys.stdout, answer, (ValueError, OverflowError, PermanentFailure))
    return exits.OK if is_whole else exits.FAILED


def answer(line: dict[str, Any]) -> dict[str, Any]:
    """The bill as plain data (core.tariff_data); ValueError says what is wrong with the line."""
    intervals = line.get("intervals")
    if not isinstance(intervals, list) or not all(isinstance(one, dict) for one in intervals):
        raise ValueError("The field 'intervals' must be a list of objects with start and end.")
    service = choice(line, "service", Service, Service.TECHNICAL_WORK)
    return as_data(price([_interval(one) for one in intervals], [_tariff(line)], _consent(line), service))


def _interval(found: dict[str, Any]) -> Interval:
    return Interval(
        instant(found, "start"),
        instant(found, "end"),
        text(found, "agent", ""),
        text(found, "ticket", ""),
        choice(found, "sphere", Sphere, Sphere.OUTSIDE),
    )


def _consent(line: dict[str, Any]) -> Consent:
    known = {"no": NO_CONSENT, "yes": BEFORE_WORK}
    written = text(line, "consent", "no")
    return known[written] if written in known else Consent(since=instant(line, "consent"))


def _tariff(line: dict[str, Any]) -> Tariff:
    found = _settings(line)
    usual = Tariff(text(line, "region"), text(line, "timezone", "Europe/Berlin"))
    return replace(
        usual,
        day_price=number(found, "day_price", usual.day_price),
        surcharge_price=number(found, "night_price", usual.surcharge_price),
        flat_price=number(found, "flat_price", usual.flat_price),
        surcharge_days=texts(found, "surcharge_days"),
        saturday=choice(found, "saturday", Saturday, usual.saturday),
        boundary=choice(found, "boundary", Boundary, usual.boundary),
        flat=choice(found, "flat", Flat, usual.flat),
        consent_rule=choice(found, "consent_rule", ConsentRule, usual.consent_rule),
        rounding=choice(found, "rounding", Rounding, usual.rounding),
    )


def _settings(line: dict[str, Any]) -> dict[str, Any]:
    found = line.get("settings")
    found = {} if found is None else found
    if not isinstance(found, dict):
        raise ValueError("The field 'settings' must be an object.")
    # A misspelt setting must not pass for the usual price.
    for name in found.keys() - _SETTINGS:
        raise ValueError(f"There is no setting {name!r}; there are: {', '.join(sorted(_SETTINGS))}.")
    return found
