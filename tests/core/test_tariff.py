"""The price of work: the worked examples of docs/rules, through the core."""

import pytest
from rule_tables import rows
from tariff_cases import case

PAGES = {
    "tariff.md": (
        "Quarter-hours and windows",
        "Our own fault, and the first response",
        "Holidays and clock changes",
        "A started quarter-hour keeps its price",
        "Settings",
    ),
    "consent-price.md": ("Consent", "The literal rule", "Caps"),
    "rounding.md": ("VAT on the sum", "Dates of supply", "Started minutes"),
}
EXAMPLES = [row for page, headings in PAGES.items() for heading in headings for row in rows(page, heading)]


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["why"])
def test_work_costs_what_the_manual_says(row: dict[str, str]) -> None:
    bill = case(row).bill()
    counted = (bill.day_quarters, bill.night_quarters, bill.flats)
    assert counted == tuple(int(row[name]) for name in ("day", "night", "flat"))
    money = [f"{amount:.2f}" for amount in (bill.net, bill.vat, bill.gross)]
    assert money == [row["net"], row["VAT"], row["gross"]]
    assert "+".join(f"{one.rate}%" for one in bill.rates) == row["rate"]


def test_the_manual_has_enough_examples() -> None:
    assert len(EXAMPLES) > 100
