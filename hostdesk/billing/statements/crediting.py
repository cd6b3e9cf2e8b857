"""Taking a statement back: by another one with its own number, never by a change."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import drafts
from hostdesk.billing.credits import credit_of
from hostdesk.billing.models import Charge, ChargeState, Statement
from hostdesk.billing.statements import rights, sheet
from hostdesk.billing.statements.writing_down import write_down
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import writing


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
        mirrors = [credit_of(charge, ChargeState.BILLED, reason, by, at) for charge in left]
        for root in {charge.ticket.root.pk: charge.ticket.root for charge in left}.values():
            drafts.refresh(root, at)
        content: dict[str, Any] = {"charges": [sheet.entry(one) for one in mirrors], "warnings": []}
        return write_down(
            statement.customer, statement.month, content, mirrors, by=by, at=at,
            credits=statement, reason=reason,
        )  # fmt: skip


def _left_of(statement: Statement) -> list[Charge]:
    """Charges of the statement that no change of the cause has credited since; credits on it stay credits."""
    found = Charge.objects.filter(on_statement__statement=statement, state=ChargeState.BILLED)
    return list(found.filter(credits__isnull=True, credited_by__isnull=True).select_related("ticket"))
