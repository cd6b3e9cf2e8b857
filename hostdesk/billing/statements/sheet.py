"""The content of a statement as plain data: charges, their lines, and the sums per VAT rate.

Amounts are texts with two decimals. The VAT is computed anew on the sum of each rate (M18); the rate of a
line is that of its date of supply.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from hostdesk.billing.credits import turned
from hostdesk.billing.models import Charge
from hostdesk.core.money import VAT_RATES, ZERO, vat

CONSUMER_QUARTERS = "consumer_quarters"
_QUARTERS_FROM = 61  # seconds: a unit longer than a minute


def entry(charge: Charge) -> dict[str, Any]:
    """One charge with its lines; a credit has the lines of what it credits, with the signs turned."""
    return {
        "charge": charge.pk,
        "ticket": charge.ticket.number,
        "subject": charge.ticket.subject,
        "first_work": charge.first_work and charge.first_work.isoformat(),
        "last_work": charge.last_work and charge.last_work.isoformat(),
        "is_credit": charge.credits_id is not None,
        "reason": charge.reason,
        "net": str(charge.net),
        "lines": _lines(charge),
    }


def sums(entries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Net, VAT and gross, and the same for each rate, in rising order."""
    nets: dict[Decimal, Decimal] = {}
    for one in entries:
        for line in one["lines"]:
            rate, amount = Decimal(line["vat_rate"]), Decimal(line["amount"])
            if amount:
                nets[rate] = nets.get(rate, ZERO) + amount
    nets = nets or {VAT_RATES[-1][1]: ZERO}
    rates = [(rate, net, vat(net, rate)) for rate, net in sorted(nets.items())]
    net, tax = sum((one[1] for one in rates), ZERO), sum((one[2] for one in rates), ZERO)
    return {
        "rates": [{"rate": str(rate), "net": str(of), "vat": str(part)} for rate, of, part in rates],
        "net": str(net),
        "vat": str(tax),
        "gross": str(net + tax),
    }


def warnings(entries: Iterable[dict[str, Any]], *, is_consumer: bool) -> list[str]:
    """What Accounting should look at before it sends the statement.

    For consumers a clause that charges started quarter-hours can be void (BGH, 13 Feb 2020, IX ZR 140/19).
    """
    lines = (line for one in entries for line in one["lines"])
    has_quarters = any(line["unit_seconds"] >= _QUARTERS_FROM and line["quarters"] for line in lines)
    return [CONSUMER_QUARTERS] if is_consumer and has_quarters else []


def _lines(charge: Charge) -> list[dict[str, Any]]:
    lines = [_line(line) for line in charge.bill.get("lines", ())]
    if not lines and charge.credits is not None:
        lines = [_line(line) for line in charge.credits.bill["lines"]]
    # However a credit's bill was written down, its lines add up to its negative amount.
    if charge.net and sum((Decimal(line["amount"]) for line in lines), ZERO) == -charge.net:
        lines = [line | {"amount": turned(line["amount"])} for line in lines]
    return lines


def _line(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "rule": line["rule"],
        "text": line["text"],
        "quarters": line["quarters"],
        "unit_seconds": line["unit_seconds"],
        "unit_price": line["unit_price"],
        "amount": line["amount"],
        "vat_rate": line["vat_rate"].rstrip("%"),
    }
