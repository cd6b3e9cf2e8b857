"""The credit of one charge: another charge with its signs turned, that names what it credits."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Charge, ChargeState
from hostdesk.core.money import ZERO
from hostdesk.tickets.telling import tell


def credit_of(charge: Charge, state: ChargeState, reason: str, by: Staff, at: datetime) -> Charge:
    """Within `writing()`: waits for the next statement if APPROVED; BILLED stands on one at once."""
    credit = Charge.objects.create(
        ticket=charge.ticket, state=state, bill=negative(charge.bill), credits=charge, net=-charge.net,
        vat=-charge.vat, gross=-charge.gross, tariff_labels=charge.tariff_labels,
        calendar_labels=charge.calendar_labels, sphere=charge.sphere, first_work=charge.first_work,
        last_work=charge.last_work, covers=charge.covers, reason=reason, by=by, at=at,
    )  # fmt: skip
    tell(
        charge.ticket.root, "charge.credited", by, at,
        charge=charge.pk, credit=credit.pk, net=credit.net, reason=reason,
    )  # fmt: skip
    return credit


def negative(bill: dict[str, Any]) -> dict[str, Any]:
    """The same lines with amounts below zero."""
    sums = {name: turned(bill[name]) for name in ("net", "vat", "gross")}
    rates = [
        {**one, "net": turned(one["net"]), "vat": turned(one["vat"])} for one in bill.get("vat_rates", ())
    ]
    lines = [{**line, "amount": turned(line["amount"])} for line in bill["lines"]]
    return {**bill, **sums, **({"vat_rates": rates} if rates else {}), "lines": lines}


def turned(amount: str) -> str:
    """The amount with the other sign; nothing stays nothing."""
    return f"{(-Decimal(amount) or ZERO):.2f}"
