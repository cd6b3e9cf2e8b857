"""Handing credits to the billing system: each once, as CSV and as JSON."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.complaints import rights
from hostdesk.complaints.models import CreditExport, Result
from hostdesk.journal.handing_over import hand_over
from hostdesk.lib import csv_table

BEFORE = gettext_noop("One of these credits was exported before: reload the page.")
_COLUMNS = (
    "ref", "date", "ticket", "invoice", "customer_number", "customer", "position", "item_ref", "description",
    "answer", "net", "vat_rate", "vat", "gross", "currency",
)  # fmt: skip

_AMOUNTS = ("net", "vat_rate", "vat", "gross")  # a minus is no formula here


def waiting() -> QuerySet[Result]:
    """Results that give or take back money, and that no export has."""
    found = Result.objects.filter(export__isnull=True).exclude(net=0, gross=0)
    return found.select_related("complaint__ticket__customer", "complaint__invoice__customer").order_by("id")


def export(results: Iterable[Result], by: Staff, *, at: datetime | None = None) -> CreditExport:
    """The files for these credits, which are marked; NotAllowed by rights, and if one was exported before."""
    rights.require(by)
    wanted = Result.objects.filter(pk__in=[one.pk for one in results])
    wanted = wanted.select_related("complaint__ticket__customer", "complaint__invoice__customer", "message")
    made: CreditExport = hand_over(
        wanted.order_by("id"), CreditExport, _files, kind="credits.exported", stream="credits", before=BEFORE,
        by=by.pk, at=at or timezone.now(),
    )  # fmt: skip
    return made


def as_data(result: Result) -> dict[str, object]:
    """One credit as the billing system reads it; amounts are texts."""
    complaint, content = result.complaint, result.content
    customer = complaint.invoice.customer if complaint.invoice else complaint.ticket.customer
    return {
        "ref": str(result),
        "date": result.at.date().isoformat(),
        "ticket": complaint.ticket.number,
        "invoice": complaint.invoice.number if complaint.invoice else complaint.invoice_number,
        "customer_number": customer.number if customer else "",
        "customer": customer.name if customer else "",
        "currency": content["currency"],
        "is_correction": content["is_correction"],
        "is_proven": complaint.is_proven,
        "credit": content["credit"],
        "items": content["items"],
    }


def _files(found: Sequence[Result]) -> tuple[bytes, bytes]:
    credits = [as_data(one) for one in found]
    rows = [row for result in found for row in _rows(result)]
    whole = json.dumps({"credits": credits}, ensure_ascii=False, indent=1, sort_keys=True)
    return csv_table.write(_COLUMNS, rows), whole.encode()


def _rows(result: Result) -> list[list[str]]:
    """One row an item; the result of a correction has one a VAT rate, for only its difference counts."""
    head, content = as_data(result), result.content
    lines = content["credit"] if content["is_correction"] else [_of_item(one) for one in content["items"]]
    return [[_cell(column, head, line) for column in _COLUMNS] for line in lines if line["gross"] != "0.00"]


def _of_item(one: dict[str, str]) -> dict[str, str]:
    net, gross = (Decimal(one[name]) for name in ("net", "gross"))
    return {**one, "item_ref": one["ref"], "vat": str(gross - net)}


def _cell(column: str, head: dict[str, object], line: dict[str, str]) -> str:
    if column in _AMOUNTS:
        return str(line[column])
    found = head[column] if column in head else line.get(column)
    return csv_table.text("" if found is None else str(found))
