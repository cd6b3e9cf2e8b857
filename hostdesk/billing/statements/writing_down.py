"""The row of a statement with its number, its PDF and its CSV: all of it or nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Charge, Statement, StatementCharge
from hostdesk.billing.statements import numbering, paper, sheet, tables
from hostdesk.customers.models import Customer
from hostdesk.journal.record import record
from hostdesk.lib import blobs


def write_down(
    customer: Customer,
    month: date,
    content: dict[str, Any],
    charges: Sequence[Charge],
    *,
    by: Staff,
    at: datetime,
    credits: Statement | None = None,
    reason: str = "",
) -> Statement:
    """A new statement with the next number, inside `writing()`; `content` has its charges and warnings."""
    day = at.astimezone(ZoneInfo(settings.HOSTDESK["HOSTDESK_TIMEZONE"])).date()
    content = content | sheet.sums(content["charges"]) | _head(customer, month, day, credits, reason)
    content["number"] = numbering.next_number(day.year)
    statement = Statement.objects.create(
        number=content["number"],
        customer=customer,
        month=month,
        run=1 + Statement.objects.filter(customer=customer, month=month, credits__isnull=not credits).count(),
        credits=credits,
        content=content,
        **{name: Decimal(content[name]) for name in ("net", "vat", "gross")},
        pdf_sha256=blobs.store(paper.pdf(content)),
        csv_sha256=blobs.store(tables.of_statement(content)),
        reason=reason,
        by=by,
        at=at,
    )
    StatementCharge.objects.bulk_create(StatementCharge(statement=statement, charge=one) for one in charges)
    _record(statement, by, at)
    return statement


def _head(
    customer: Customer, month: date, day: date, credits: Statement | None, reason: str
) -> dict[str, Any]:
    return {
        "provider": settings.HOSTDESK["HOSTDESK_PROVIDER"],
        "timezone": settings.HOSTDESK["HOSTDESK_TIMEZONE"],
        "language": customer.language if customer.language in ("de", "en") else "de",
        "customer": {"number": customer.number, "name": customer.name},
        "month": f"{month:%Y-%m}",
        "date": day.isoformat(),
        "credits": credits.number if credits else "",
        "reason": reason,
    }


def _record(statement: Statement, by: Staff, at: datetime) -> None:
    record(
        "statement.credited" if statement.credits_id else "statement.made",
        about=f"statement:{statement.number}",
        by=f"staff:{by.pk}",
        at=at,
        customer=statement.customer.number,
        month=statement.content["month"],
        credits=statement.content["credits"],
        reason=statement.reason,
        charges=[one["charge"] for one in statement.content["charges"]],
        net=statement.net,
        vat=statement.vat,
        gross=statement.gross,
        pdf_sha256=statement.pdf_sha256,
        csv_sha256=statement.csv_sha256,
    )
