"""Statements as CSV for people with a spreadsheet, and as CSV and JSON for the accounting system."""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from hostdesk.lib import csv_table

_STATEMENT = ("number", "ticket", "subject", "rule", "text", "quarters", "unit_price", "amount", "vat_rate")
_EXPORT = (
    "number", "date", "month", "kind", "credits", "customer_number", "customer",
    "vat_rate", "net", "vat", "gross",
)  # fmt: skip


def of_statement(content: dict[str, Any]) -> bytes:
    """One row for each line of each charge."""
    language = content["language"]
    rows = [
        (
            *(content["number"], one["ticket"], csv_table.text(one["subject"]), line["rule"]),
            *(csv_table.text(line["text"][language]), str(line["quarters"])),
            *(line["unit_price"], line["amount"], line["vat_rate"]),
        )
        for one in content["charges"]
        for line in one["lines"]
    ]
    return csv_table.write(_STATEMENT, rows)


def of_export(contents: Iterable[dict[str, Any]]) -> bytes:
    """One row for each statement and VAT rate."""
    return csv_table.write(_EXPORT, [row for content in contents for row in _export_rows(content)])


def as_json(contents: Iterable[dict[str, Any]]) -> bytes:
    """Everything that stands on the statements; amounts are texts, so that no reader rounds them."""
    return json.dumps({"statements": list(contents)}, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _export_rows(content: dict[str, Any]) -> list[Sequence[str]]:
    kind = "credit" if content["credits"] else "statement"
    customer = content["customer"]
    return [
        (
            *(content["number"], content["date"], content["month"], kind, content["credits"]),
            *(csv_table.text(customer["number"]), csv_table.text(customer["name"])),
            *(rate["rate"], rate["net"], rate["vat"], str(_gross(rate))),
        )
        for rate in content["rates"]
    ]


def _gross(rate: dict[str, str]) -> Decimal:
    return Decimal(rate["net"]) + Decimal(rate["vat"])
