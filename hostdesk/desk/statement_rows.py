"""What the page of statements prints."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language

from hostdesk.billing.models import Statement, StatementExport
from hostdesk.billing.statements.making import end_of, waiting
from hostdesk.billing.statements.sheet import CONSUMER_QUARTERS
from hostdesk.core.money import ZERO
from hostdesk.core.tariff_words import money
from hostdesk.desk import when


@dataclass(frozen=True, slots=True)
class Row:
    """One statement or credit."""

    number: str
    customer: str
    made: str
    made_in_full: str
    by: str
    net: str
    gross: str
    credits: str  # the number of the statement that it credits
    credited_by: str
    export: int | None
    has_quarters: bool  # of a consumer
    reason: str


@dataclass(frozen=True, slots=True)
class Handed:
    """One export, with its files."""

    pk: int
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its statements."""

    value: str
    name: str
    before: str
    after: str
    is_over: bool
    rows: list[Row]
    exports: list[Handed]
    waiting: int
    waiting_customers: int
    waiting_net: str
    without_customer: int
    can_export: bool


def month_page(month: date, now: datetime) -> Month:
    """Everything about `month` (its first day); a constant number of queries."""
    found = Statement.objects.filter(month=month).select_related(
        "customer", "by", "credits", "credited_by", "export"
    )
    rows = [_row(one, now) for one in found.order_by("number")]
    charges = list(waiting(month).values_list("ticket__customer", "net"))
    billable = [(customer, net) for customer, net in charges if customer is not None]
    return Month(
        value=f"{month:%Y-%m}",
        name=date_format(month, "F Y"),
        before=f"{month - timedelta(days=1):%Y-%m}",
        after=f"{month + timedelta(days=31):%Y-%m}",
        is_over=now >= end_of(month),
        rows=rows,
        exports=[_handed(one, now) for one in _exports(month)],
        waiting=len(billable),
        waiting_customers=len({customer for customer, _net in billable}),
        waiting_net=_money(sum((net for _customer, net in billable), ZERO)),
        without_customer=len(charges) - len(billable),
        can_export=any(row.export is None for row in rows),
    )


def _row(one: Statement, now: datetime) -> Row:
    return Row(
        number=one.number,
        customer=f"{one.customer.number} {one.customer.name}",
        made=when.moment(one.at, now),
        made_in_full=when.in_full(one.at),
        by=one.by.name,
        net=_money(one.net),
        gross=_money(one.gross),
        credits=one.credits.number if one.credits else "",
        credited_by=one.credited_by.number if hasattr(one, "credited_by") else "",
        export=one.export_id,
        has_quarters=CONSUMER_QUARTERS in one.content["warnings"],
        reason=one.reason,
    )


def _exports(month: date) -> list[StatementExport]:
    return list(StatementExport.objects.filter(statements__month=month).distinct().select_related("by"))


def _handed(one: StatementExport, now: datetime) -> Handed:
    return Handed(one.pk, when.moment(one.at, now), one.by.name)


def _money(amount: Decimal) -> str:
    return money(amount, "de" if get_language() == "de" else "en")
