"""Which tickets have a price that nobody has approved or waived: as rows, so that no list computes bills."""

from datetime import datetime
from decimal import Decimal

from hostdesk.billing import load
from hostdesk.billing.models import Charge, ChargeState, Draft
from hostdesk.core.money import ZERO
from hostdesk.tickets.models import Ticket


def refresh(root: Ticket, at: datetime) -> None:
    """Within an action that may have changed the bill: note what waits for Accounting."""
    facts = load.facts(root)
    net = facts.bill().net - _stands(facts)
    Draft.objects.filter(ticket__in=facts.tickets, is_open=True).exclude(ticket=root).update(is_open=False)
    row = Draft.objects.filter(ticket=root).first()
    if row is None and not net:
        return
    since = row.since if row is not None and row.is_open else at
    Draft.objects.update_or_create(ticket=root, defaults={"net": net, "since": since, "is_open": bool(net)})


def _stands(facts: load.Facts) -> Decimal:
    counted = (ChargeState.APPROVED, ChargeState.BILLED)
    found = Charge.objects.filter(ticket__in=facts.tickets, state__in=counted)
    return sum(found.values_list("net", flat=True), ZERO)
