"""A bill as plain data, for machines: amounts are texts with two decimals, times carry their local offset."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hostdesk.core.tariff import Bill
from hostdesk.core.tariff_consent import Consent
from hostdesk.core.tariff_lines import Line
from hostdesk.core.tariff_words import explain


def as_data(bill: Bill) -> dict[str, Any]:
    """Sums and lines; several VAT rates are joined as "16%+19%", and then `vat_rates` has each sum."""
    sums = {
        "day_quarters": bill.day_quarters,
        "night_quarters": bill.night_quarters,
        "flats": bill.flats,
        "net": amount(bill.net),
        "vat_rate": "+".join(percent(one.rate) for one in bill.rates),
        "vat": amount(bill.vat),
        "gross": amount(bill.gross),
    }
    if len(bill.rates) > 1:
        sums["vat_rates"] = [
            {"vat_rate": percent(one.rate), "net": amount(one.net), "vat": amount(one.vat)}
            for one in bill.rates
        ]
    return {**sums, "lines": [line_as_data(line) for line in bill.lines]}


def line_as_data(line: Line) -> dict[str, Any]:
    """One line, with its explanation in German and English."""
    return {
        "ticket": line.ticket,
        "rule": line.rule.value,
        "window": {
            "start": _local(line.window.start, line.timezone),
            "end": _local(line.window.end, line.timezone),
            "kind": line.window.kind.value,
        },
        "worked_seconds": line.worked_seconds,
        "billable_seconds": line.billable_seconds,
        "carried_in_seconds": line.carried_in_seconds,
        "unconsented_seconds": line.unconsented_seconds,
        "capped_seconds": line.capped_seconds,
        "quarters": line.quarters,
        "unit_seconds": line.unit_seconds,
        "unit_price": amount(line.unit_price),
        "amount": amount(line.amount),
        "vat_rate": percent(line.vat_rate),
        "consent": _consent(line.consent, line.timezone),
        "tariff_version": line.tariff_version,
        "calendar_version": line.calendar_version,
        "text": {"de": explain(line, "de"), "en": explain(line, "en")},
    }


def amount(euros: Decimal) -> str:
    """Two decimals, a point, no sign of the currency."""
    return f"{euros:.2f}"


def percent(rate: Decimal) -> str:
    """A VAT rate like 19%."""
    return f"{rate}%"


def _consent(consent: Consent, timezone: str) -> str:
    if not consent.is_given:
        return "no"
    return _local(consent.since, timezone) if consent.since else "yes"


def _local(instant: datetime, timezone: str) -> str:
    return instant.astimezone(ZoneInfo(timezone)).isoformat()
