"""Reviewed charges in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy

from hostdesk.billing.actions.refused import REFUSALS
from hostdesk.billing.models import Charge, ChargeState
from hostdesk.core.consent import Objection
from hostdesk.desk import amounts, when

STATES = {
    ChargeState.APPROVED: gettext_lazy("approved"),
    ChargeState.WAIVED: gettext_lazy("waived"),
    ChargeState.BILLED: gettext_lazy("on a statement"),
    ChargeState.CREDITED: gettext_lazy("withdrawn"),
}
CREDIT = gettext_lazy("credit")


@dataclass(frozen=True, slots=True)
class Shown:
    """One charge as pages show it."""

    pk: int
    number: str
    customer: str
    state: str
    net: str
    gross: str
    reason: str
    who: str
    at: str
    lines: list[str]


def shown(charge: Charge, now: datetime, *, number: str = "", customer: str = "") -> Shown:
    """The row and its lines, explained in the reader's language as they were when it was approved."""
    language = amounts.language()
    state = CREDIT if charge.credits_id else STATES[ChargeState(charge.state)]
    return Shown(
        pk=charge.pk,
        number=number,
        customer=customer,
        state=str(state),
        net=amounts.euros(charge.net),
        gross=amounts.euros(charge.gross),
        reason=gettext(charge.reason) if charge.reason else "",
        who=charge.by.name if charge.by else "",
        at=when.moment(charge.at, now),
        lines=[line["text"][language] for line in charge.bill["lines"]],
    )


def objection(found: Objection) -> str:
    """Why a mail cannot be confirmed."""
    return gettext(REFUSALS[found])
