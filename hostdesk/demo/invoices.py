"""The invented provider's invoices; they come in by the same door as real ones."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from hostdesk.core.money import vat, vat_rate
from hostdesk.customers.importing import import_invoices
from hostdesk.demo.cast import CUSTOMERS, CustomerRole

# Net a month, by the first words of the contract; what matches nothing costs the last.
_PRICES = (
    ("Managed Server L", "149.00"), ("Managed Server M", "79.90"), ("Managed Server S", "49.90"),
    ("Root-Server", "64.90"), ("Exchange 25", "118.75"), ("Exchange 10", "47.50"), ("Reseller", "39.90"),
    ("Webhosting XL", "19.90"), ("Webhosting L", "12.90"), ("Webhosting M", "7.90"), ("", "4.90"),
)  # fmt: skip


def install() -> None:
    """All invoices of the cast with their items; a second time changes nothing."""
    invoices = [_invoice(role, place) for role in CUSTOMERS for place in range(len(role.invoices))]
    content = json.dumps({"invoices": invoices}).encode()
    report = import_invoices(content, is_json=True, source="demo")
    if not report.is_whole:
        raise RuntimeError(f"The billing system of the demo is wrong: {report.refused[:3]}")


def _invoice(role: CustomerRole, place: int) -> dict[str, Any]:
    number, day = role.invoices[place]
    is_newest = place == len(role.invoices) - 1
    return {
        "number": number,
        "customer": role.number,
        "date": day.isoformat(),
        "status": "open" if is_newest else "paid",
        "items": [_item(position, *line, day) for position, line in enumerate(_lines(role, place), start=1)],
    }


def _lines(role: CustomerRole, place: int) -> list[tuple[str, int, Decimal]]:
    """Text, quantity, net of the line."""
    price = next(Decimal(net) for name, net in _PRICES if role.contract.startswith(name))
    is_english = role.language == "en"
    months = ("{}, 6 months" if is_english else "{}, 6 Monate").format(role.contract)
    domain = ("Domain {}, 1 year" if is_english else "Domain {}, 1 Jahr").format(role.domain)
    storage = "Additional storage 50 GB" if is_english else "Zusätzlicher Speicher 50 GB"
    backup = "Daily backup, 30 days kept" if is_english else "Tägliche Sicherung, 30 Tage aufbewahrt"
    found = [(months, 6, 6 * price), (domain, 1, Decimal("11.40")), (storage, 1, Decimal("10.00"))]
    return [*found, (backup, 6, Decimal("29.40"))] if place % 2 == 0 else found


def _item(position: int, text: str, quantity: int, net: Decimal, day: date) -> dict[str, Any]:
    rate = vat_rate(day)
    return {
        "position": position, "text": text, "quantity": quantity, "net": str(net), "vat_rate": str(rate),
        "gross": str(net + vat(net, rate)), "period": f"{day:%m/%Y}", "ref": f"C-{4700 + position}",
    }  # fmt: skip
