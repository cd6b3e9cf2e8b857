"""Taking a statement back: by another one with its own number, never by a change."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Charge, ChargeState, Statement
from hostdesk.billing.statements import rights, sheet
from hostdesk.billing.statements.writing_down import write_down
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import writing
from hostdesk.tickets.telling import tell


def credit(statement: Statement, by: Staff, reason: str, *, at: datetime | None = None) -> Statement:
    """A credit for all of `statement` that was not credited before; its charges do not count any more.

    NotAllowed by rights, without a reason, for a credit, and if nothing is left to credit.
    """
    rights.require(by)
    at, reason = at or timezone.now(), reason.strip()
    if not reason:
        raise NotAllowed(gettext_noop("Write down why it is credited."))
    if statement.credits_id:
        raise NotAllowed(gettext_noop("A credit cannot be credited: approve the charges again."))
    with writing():
        if Statement.objects.filter(credits=statement).exists():
            raise NotAllowed(gettext_noop("This statement was credited before."))
        left = _left_of(statement)
        if not left:
            raise NotAllowed(gettext_noop("All of it was credited before."))
        mirrors = [_mirror(charge, by, reason, at) for charge in left]
        content: dict[str, Any] = {"charges": [sheet.entry(one) for one in mirrors], "warnings": []}
        return write_down(
            statement.customer, statement.month, content, mirrors, by=by, at=at,
            credits=statement, reason=reason,
        )  # fmt: skip


def _left_of(statement: Statement) -> list[Charge]:
    """Charges of the statement that no change of the cause has credited since; credits on it stay credits."""
    found = Charge.objects.filter(on_statement__statement=statement, state=ChargeState.BILLED)
    return list(found.filter(credits__isnull=True, credited_by__isnull=True).select_related("ticket"))


def _mirror(charge: Charge, by: Staff, reason: str, at: datetime) -> Charge:
    """The charge with its signs turned, billed at once on the credit."""
    bill = charge.bill | {
        "lines": [line | {"amount": sheet.turned(line["amount"])} for line in charge.bill["lines"]],
        **{name: sheet.turned(charge.bill[name]) for name in ("net", "vat", "gross")},
    }
    mirror = Charge.objects.create(
        ticket=charge.ticket, state=ChargeState.BILLED, bill=bill, net=-charge.net, vat=-charge.vat,
        gross=-charge.gross, tariff_labels=charge.tariff_labels, calendar_labels=charge.calendar_labels,
        sphere=charge.sphere, first_work=charge.first_work, last_work=charge.last_work, covers=charge.covers,
        credits=charge, reason=reason, by=by, at=at,
    )  # fmt: skip
    tell(
        charge.ticket.root, "charge.credited", by, at,
        charge=charge.pk, credit=mirror.pk, net=mirror.net, reason=reason,
    )  # fmt: skip
    return mirror
