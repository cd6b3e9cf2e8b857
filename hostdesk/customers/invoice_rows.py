"""Some hundred invoices as rows of the database: a constant number of statements, one event."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from hostdesk.core.invoices import Line, Sheet, Wrong
from hostdesk.customers.invoice_files import Row
from hostdesk.customers.models import Customer, Invoice, InvoiceItem, InvoiceRevision
from hostdesk.journal.record import record, writing
from hostdesk.lib import rows

_HEAD = ("issued_on", "currency", "credits_number", "net", "gross", "digest")
_CHANGES = (*_HEAD, "status", "revision")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an invoice was not taken: the row, the column, and what to do."""

    where: str
    invoice: str
    column: str
    why: str

    @classmethod
    def of(cls, row: Row, wrong: Wrong) -> "Refused":
        """Of one row."""
        return cls(row.where, row.values.get("number", "").strip()[:60], wrong.field, wrong.why)

    @property
    def order(self) -> tuple[int, ...]:
        """As in the file."""
        return tuple(int(one) for one in "".join(c if c.isdigit() else " " for c in self.where).split())


@dataclass(slots=True)
class Taken:
    """What became of some invoices, by number."""

    items: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    restated: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)


@dataclass(slots=True)
class _Plan:
    """What is to be written."""

    new: list[tuple[Invoice, Sheet]] = field(default_factory=list)
    changed: list[tuple[Invoice, Sheet]] = field(default_factory=list)
    restated: list[Invoice] = field(default_factory=list)


def write_down(batch: Sequence[tuple[Sheet, Row]], source: str, *, is_trial: bool) -> Taken:
    """One transaction; nothing is written of a trial, nor of what is refused."""
    taken, plan, at = Taken(), _Plan(), timezone.now()
    with nullcontext() if is_trial else writing():
        customers = _customers(batch)
        known = _known(batch)
        for sheet, row in batch:
            _decide(sheet, row, customers.get(sheet.head.customer), known.get(sheet.head.number), taken, plan)
        if not is_trial:
            _write(plan, source, at)
    return taken


def digest(sheet: Sheet) -> str:
    """Of all that an invoice says, its status apart."""
    head = sheet.head
    content: list[Any] = [head.customer, head.issued_on.isoformat(), head.currency, head.credits]
    content += [str(sheet.net), str(sheet.gross)]
    content += [_content(one) for one in sheet.lines]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _content(line: Line) -> list[Any]:
    amounts = (line.quantity.normalize(), line.net, line.vat_rate, line.gross)
    return [line.position, line.text, line.period, line.ref, *map(str, amounts)]


def _decide(
    sheet: Sheet, row: Row, customer: Customer | None, known: Invoice | None, taken: Taken, plan: _Plan
) -> None:
    if customer is None:
        why = f"no customer has the number {sheet.head.customer}: enter the customer first, then import again"
        taken.refused.append(Refused.of(row, Wrong("customer", why)))
    elif known is None:
        plan.new.append((_invoice(sheet, customer), sheet))
        taken.new.append(sheet.head.number)
        taken.items += len(sheet.lines)
    elif known.customer_id != customer.pk:
        why = "this invoice number belongs to another customer: check the number"
        taken.refused.append(Refused.of(row, Wrong("number", why)))
    else:
        _decide_known(sheet, known, taken, plan)


def _decide_known(sheet: Sheet, known: Invoice, taken: Taken, plan: _Plan) -> None:
    is_restated = known.status != sheet.head.status
    known.status = sheet.head.status
    if known.digest != digest(sheet):
        _take_over(known, sheet)
        plan.changed.append((known, sheet))
        taken.changed.append(known.number)
        taken.items += len(sheet.lines)
    elif is_restated:
        plan.restated.append(known)
        taken.restated.append(known.number)
    else:
        taken.unchanged += 1


def _customers(batch: Sequence[tuple[Sheet, Row]]) -> dict[str, Customer]:
    numbers = {sheet.head.customer for sheet, _row in batch}
    return {one.number: one for one in Customer.objects.filter(number__in=numbers)}


def _known(batch: Sequence[tuple[Sheet, Row]]) -> dict[str, Invoice]:
    numbers = [sheet.head.number for sheet, _row in batch]
    return {one.number: one for one in Invoice.objects.filter(number__in=numbers)}


def _invoice(sheet: Sheet, customer: Customer) -> Invoice:
    invoice = Invoice(customer=customer, number=sheet.head.number, status=sheet.head.status)
    _take_over(invoice, sheet)
    return invoice


def _take_over(invoice: Invoice, sheet: Sheet) -> None:
    invoice.issued_on, invoice.currency = sheet.head.issued_on, sheet.head.currency
    invoice.credits_number, invoice.net, invoice.gross = sheet.head.credits, sheet.net, sheet.gross
    invoice.digest, invoice.revision = digest(sheet), invoice.revision + 1


def _write(plan: _Plan, source: str, at: datetime) -> None:
    Invoice.objects.bulk_create([invoice for invoice, _sheet in plan.new])
    # One statement each, but plain ones: Django's bulk_update takes several times as long.
    for invoice, _sheet in plan.changed:
        rows.change(Invoice, {name: getattr(invoice, name) for name in _CHANGES}, id=invoice.pk)
    for invoice in plan.restated:
        rows.change(Invoice, {"status": invoice.status}, id=invoice.pk)
    written = plan.new + plan.changed
    InvoiceRevision.objects.bulk_create([_revision(invoice, source, at) for invoice, _sheet in written])
    InvoiceItem.objects.bulk_create(
        [item for invoice, sheet in written for item in _items(invoice, sheet)], batch_size=5_000
    )
    if written or plan.restated:
        _tell(plan, source, at)


def _revision(invoice: Invoice, source: str, at: datetime) -> InvoiceRevision:
    head = {name: getattr(invoice, name) for name in _HEAD}
    return InvoiceRevision(invoice=invoice, number=invoice.revision, source=source[:200], at=at, **head)


def _items(invoice: Invoice, sheet: Sheet) -> list[InvoiceItem]:
    return [
        InvoiceItem(
            invoice=invoice, revision=invoice.revision, position=one.position, text=one.text,
            period=one.period, quantity=one.quantity, net=one.net, vat_rate=one.vat_rate, gross=one.gross,
            ref=one.ref,
        )
        for one in sheet.lines
    ]  # fmt: skip


def _tell(plan: _Plan, source: str, at: datetime) -> None:
    """One event for all: thousands of them would bury the day's other lines."""
    record(
        "invoices.imported",
        about="invoices",
        by=source[:100],
        at=at,
        written=[[one.number, one.revision, one.digest] for one, _sheet in plan.new + plan.changed],
        status=[[one.number, one.status] for one in plan.restated],
    )
