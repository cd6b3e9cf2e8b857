"""An invoice as a billing system hands it over: what must be there, and what must agree (M7)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hostdesk.core.money import CENT, ZERO, cents, vat
from hostdesk.core.written_numbers import NoNumber, Style, number

MOST_ITEMS = 2_000  # of one invoice
MOST_MONEY = Decimal(10**9)


class Wrong(Exception):
    """Something in a row; `field` is its column, `why` says what is wrong and what to do."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


@dataclass(frozen=True, slots=True)
class Line:
    """One item; amounts are those of the whole line."""

    position: int
    text: str
    period: str
    quantity: Decimal
    net: Decimal
    vat_rate: Decimal
    gross: Decimal
    ref: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the rows of one invoice have in common; totals are None if the rows have none."""

    number: str
    customer: str
    issued_on: date
    status: str
    currency: str
    credits: str  # a credit note: the invoice that it credits
    total_net: Decimal | None
    total_gross: Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole invoice."""

    head: Head
    lines: tuple[Line, ...]
    net: Decimal
    gross: Decimal


def head(row: Mapping[str, str], style: Style | None) -> Head:
    """Out of one row; Wrong says which column and what to do."""
    status = _STATUS.get(row.get("status", "").strip().casefold())
    if status is None:
        raise Wrong("status", "write open, paid or cancelled")
    currency = row.get("currency", "").strip().upper() or "EUR"
    if not re.fullmatch("[A-Z]{3}", currency):
        raise Wrong("currency", "write three letters, for instance EUR")
    return Head(
        number=_needed(row, "number", 30),
        customer=_needed(row, "customer", 20),
        issued_on=day(row.get("date", "")),
        status=status,
        currency=currency,
        credits=_short(row, "credits", 30),
        total_net=_money(row, "total_net", style),
        total_gross=_money(row, "total_gross", style),
    )


def line(row: Mapping[str, str], place: int, style: Style | None) -> Line:
    """The item of one row; `place` is its position if it names none. Wrong says what to do."""
    net = _money(row, "net", style)
    if net is None:
        raise Wrong("net", "the net amount of the line is missing")
    rate = _figure(row, "vat_rate", style)
    if rate is None or not 0 <= rate <= 50 or rate != cents(rate):
        raise Wrong("vat_rate", "write the VAT rate in per cent, for instance 19")
    return Line(
        position=_position(row, place),
        text=_needed(row, "text", 500),
        period=_short(row, "period", 60),
        quantity=_quantity(row, style),
        net=net,
        vat_rate=cents(rate),
        gross=_gross(net, rate, _money(row, "gross", style)),
        ref=_short(row, "ref", 60),
    )


def sheet(heads: Sequence[Head], lines: Sequence[Line]) -> Sheet:
    """The invoice out of its rows; Wrong if they contradict each other."""
    first = heads[0]
    for name in ("customer", "issued_on", "status", "currency", "credits", "total_net", "total_gross"):
        if any(getattr(one, name) != getattr(first, name) for one in heads):
            raise Wrong(_COLUMNS.get(name, name), "the rows of one invoice must agree in this")
    if len(lines) > MOST_ITEMS:
        raise Wrong("position", f"an invoice has at most {MOST_ITEMS:,} items")
    if len({one.position for one in lines}) < len(lines):
        raise Wrong("position", "two items of the invoice have the same position: number them 1, 2, 3 …")
    ordered = tuple(sorted(lines, key=lambda one: one.position))
    return Sheet(first, ordered, *_totals(first, ordered))


def day(written: str) -> date:
    """2026-11-05 or 05.11.2026; Wrong for anything else."""
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            found = datetime.strptime(written.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if 1990 <= found.year <= 2100:
            return found
    raise Wrong("date", "write the day as 2026-11-05 or 05.11.2026")


_STATUS = {
    "": "open", "open": "open", "offen": "open", "paid": "paid", "bezahlt": "paid",
    "cancelled": "cancelled", "canceled": "cancelled", "storniert": "cancelled",
}  # fmt: skip
_COLUMNS = {"issued_on": "date"}


def _totals(first: Head, lines: Sequence[Line]) -> tuple[Decimal, Decimal]:
    """As told; VAT is computed on the sum by many, so a cent for each line is forgiven."""
    net, gross = (sum((getattr(one, name) for one in lines), ZERO) for name in ("net", "gross"))
    for name, told, found in (("total_net", first.total_net, net), ("total_gross", first.total_gross, gross)):
        if told is not None and abs(told - found) > CENT * len(lines):
            raise Wrong(name, f"the items make {found}, not {told}: an item is missing or wrong")
    return (
        net if first.total_net is None else first.total_net,
        gross if first.total_gross is None else first.total_gross,
    )


def _gross(net: Decimal, rate: Decimal, told: Decimal | None) -> Decimal:
    expected = net + vat(net, rate)
    if told is not None and abs(told - expected) > 2 * CENT:
        raise Wrong("gross", f"{net} net and {rate:f} % make {expected}, not {told}: correct one of them")
    return expected if told is None else told


def _position(row: Mapping[str, str], place: int) -> int:
    written = row.get("position", "").strip()
    if not written:
        return place
    if not re.fullmatch(r"[0-9]{1,6}", written):
        raise Wrong("position", "write a whole number, or leave it empty")
    return int(written)


def _quantity(row: Mapping[str, str], style: Style | None) -> Decimal:
    found = _figure(row, "quantity", style)
    if found is None:
        return Decimal(1)
    if abs(found) >= 10**8 or found != round(found, 3):
        raise Wrong("quantity", "write a number with at most three decimals")
    return round(found, 3)


def _money(row: Mapping[str, str], name: str, style: Style | None) -> Decimal | None:
    found = _figure(row, name, style)
    if found is None:
        return None
    if abs(found) >= MOST_MONEY or found != cents(found):
        raise Wrong(name, "write an amount in whole cents")
    return cents(found)


def _figure(row: Mapping[str, str], name: str, style: Style | None) -> Decimal | None:
    written = row.get(name, "").strip()
    if not written:
        return None
    try:
        return number(written, style)
    except NoNumber as wrong:
        raise Wrong(name, wrong.text) from wrong


def _needed(row: Mapping[str, str], name: str, most: int) -> str:
    found = _short(row, name, most)
    if not found:
        raise Wrong(name, "this is missing")
    return found


def _short(row: Mapping[str, str], name: str, most: int) -> str:
    found = " ".join(row.get(name, "").split())
    if len(found) > most:
        raise Wrong(name, f"at most {most} characters, these are {len(found)}")
    return found
