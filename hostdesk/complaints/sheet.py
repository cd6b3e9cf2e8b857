"""What the result of a complaint says, as data: the letter and the billing system read it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hostdesk.complaints import loading
from hostdesk.complaints.loading import Line
from hostdesk.complaints.models import Complaint, Result
from hostdesk.core import complaints as rules
from hostdesk.core.complaints import Credit

Content = dict[str, Any]


def content(complaint: Complaint, found: Sequence[Line], earlier: Sequence[Result]) -> Content:
    """All of it; amounts are texts, so that nobody rounds them. `credit` leaves out what was given before."""
    total = rules.sums(loading.credits(found))
    given = [credit for one in earlier for credit in credits(one.content)]
    return {
        "invoice": _invoice_number(complaint),
        "currency": complaint.invoice.currency if complaint.is_proven and complaint.invoice else "EUR",
        "items": [_entry(line) for line in found],
        "decided": [_as_data(one) for one in total],
        "credit": [_as_data(one) for one in rules.sums([*total, *rules.turned(given)])],
        "is_correction": bool(earlier),
    }


def credits(content: Content) -> list[Credit]:
    """What this result gives back, or takes back if it is below zero, by VAT rate."""
    return [
        Credit(*(Decimal(one[name]) for name in ("vat_rate", "net", "vat", "gross")))
        for one in content["credit"]
    ]


def totals(content: Content) -> dict[str, Decimal]:
    """The sums of what it gives back."""
    found = credits(content)
    return {
        name: sum((getattr(one, name) for one in found), Decimal("0.00")) for name in ("net", "vat", "gross")
    }


def _invoice_number(complaint: Complaint) -> str:
    """As we write it, for who may know that there is one; else as she wrote it."""
    invoice = complaint.invoice
    return invoice.number if complaint.is_proven and invoice else complaint.invoice_number


def _entry(line: Line) -> dict[str, Any]:
    row, decision = line.row, line.decision
    assert decision is not None  # noqa: S101 - a result is written when all are decided
    return {
        "position": row.item.position if row.item else None,
        "description": row.description,
        "ref": row.item.ref if row.item else "",
        "disputed": None if row.amount is None else str(row.amount),
        "answer": decision.answer,
        "text": decision.text,
        "net": str(decision.net),
        "vat_rate": str(decision.vat_rate),
        "gross": str(decision.gross),
    }


def _as_data(one: Credit) -> dict[str, str]:
    return {name: str(getattr(one, name)) for name in ("vat_rate", "net", "vat", "gross")}
