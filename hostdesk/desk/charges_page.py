"""Charges, for Accounting: what waits to be approved, and what goes on the next statements."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hostdesk.accounts.rights import keeps_accounts, sees_accounts
from hostdesk.billing.models import Charge, ChargeState
from hostdesk.desk import charge_words, draft_rows
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import page
from hostdesk.tickets import access

SHOWN = 200
DRAFT = "draft"


@readers
def charges(request: HttpRequest) -> HttpResponse:
    """The newest: Accounting sees all of them, others those of their tickets; `state` chooses which."""
    me, now, asked = staff(request), timezone.now(), request.GET.get("state", DRAFT)
    if asked not in ChargeState.values:
        return _drafts(request)
    state = asked
    found = Charge.objects.filter(state=state)
    if not sees_accounts(me):
        found = found.filter(ticket__in=access.visible_to(me))
    rows = found.select_related("ticket__customer", "by").order_by("-at", "-id")[:SHOWN]
    return page(
        request, "desk/charges.html", tab="charges", state=state,
        states=_states(),
        rows=[
            charge_words.shown(
                one, now, number=one.ticket.number,
                customer=one.ticket.customer.name if one.ticket.customer else "",
            )
            for one in rows
        ],
    )  # fmt: skip


def _drafts(request: HttpRequest) -> HttpResponse:
    """What nobody has approved or waived yet."""
    me = staff(request)
    return page(
        request, "desk/charges.html", tab="charges", state=DRAFT, states=_states(),
        drafts=draft_rows.waiting(me, timezone.now()), may_approve=keeps_accounts(me),
    )  # fmt: skip


def _states() -> list[tuple[str, str]]:
    reviewed = [(one.value, str(charge_words.STATES[one])) for one in ChargeState]
    return [(DRAFT, _("to be approved")), *reviewed]
