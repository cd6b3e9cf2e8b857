"""From approved charges to statements: per customer and month one."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing.actions import mark_billed
from hostdesk.billing.models import Charge, ChargeState, Statement
from hostdesk.billing.statements import rights, sheet
from hostdesk.billing.statements.writing_down import write_down
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Customer
from hostdesk.journal.record import writing


def make_statements(month: date, by: Staff, *, at: datetime | None = None) -> list[Statement]:
    """One statement for each customer with approved charges for work until the end of `month`.

    Those of another press, or of somebody else's, are not made again: what was approved meanwhile makes a
    further one. NotAllowed by rights, and before the month is over.
    """
    rights.require(by)
    at = at or timezone.now()
    month = month.replace(day=1)
    if at < end_of(month):
        raise NotAllowed(gettext_noop("This month is not over yet."))
    # A transaction each: a hundred PDFs in one would keep everybody else waiting.
    return [made for customer in _customers(month) if (made := _make_one(customer, month, by, at))]


def waiting(month: date) -> QuerySet[Charge]:
    """Approved charges, and credits, that the statements of `month` will carry."""
    end = end_of(month)
    is_due = Q(last_work__lt=end) | Q(last_work__isnull=True, at__lt=end)
    return Charge.objects.filter(is_due, state=ChargeState.APPROVED, on_statement__isnull=True)


def end_of(month: date) -> datetime:
    """The first instant (UTC) of the month after, on the provider's clock."""
    first = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    zone = ZoneInfo(settings.HOSTDESK["HOSTDESK_TIMEZONE"])
    return datetime.combine(first, time(), zone).astimezone(UTC)


def _customers(month: date) -> list[Customer]:
    numbers = waiting(month).filter(ticket__customer__isnull=False).values("ticket__customer")
    return list(Customer.objects.filter(pk__in=numbers).order_by("number"))


def _make_one(customer: Customer, month: date, by: Staff, at: datetime) -> Statement | None:
    with writing():
        charges = list(
            waiting(month)
            .filter(ticket__customer=customer)
            .select_related("ticket", "credits")
            .order_by("last_work", "pk")
        )
        if not any(charge.net for charge in charges):
            return None  # nothing, or only free work: it is listed on the next one
        statement = write_down(customer, month, _content(charges, customer), charges, by=by, at=at)
        mark_billed(charges, by, statement.number, at=at)
        return statement


def _content(charges: Sequence[Charge], customer: Customer) -> dict[str, Any]:
    entries = [sheet.entry(charge) for charge in charges]
    return {"charges": entries, "warnings": sheet.warnings(entries, is_consumer=customer.is_consumer)}
