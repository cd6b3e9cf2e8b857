"""Charges that were reviewed, for Accounting: what goes on the next statements."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hostdesk.accounts.rights import sees_accounts
from hostdesk.billing.models import Charge, ChargeState
from hostdesk.desk import charge_words
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import page
from hostdesk.tickets import access

SHOWN = 200


@readers
def charges(request: HttpRequest) -> HttpResponse:
    """The newest: Accounting sees all of them, others those of their tickets; `state` chooses which."""
    asked = request.GET.get("state", ChargeState.APPROVED)
    state = asked if asked in ChargeState.values else ChargeState.APPROVED
    now = timezone.now()
    found = Charge.objects.filter(state=state)
    if not sees_accounts(staff(request)):
        found = found.filter(ticket__in=access.visible_to(staff(request)))
    rows = found.select_related("ticket__customer", "by").order_by("-at", "-id")[:SHOWN]
    return page(
        request, "desk/charges.html", tab="charges", state=state,
        states=[(one.value, charge_words.STATES[one]) for one in ChargeState],
        rows=[
            charge_words.shown(
                one, now, number=one.ticket.number,
                customer=one.ticket.customer.name if one.ticket.customer else "",
            )
            for one in rows
        ],
    )  # fmt: skip
