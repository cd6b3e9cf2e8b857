"""Writing a complaint down that came by mail or phone: the invoice, its items, and why (M7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.complaints import actions, matching
from hostdesk.core.complaints import Disputed, Wanted
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Invoice
from hostdesk.desk import amounts
from hostdesk.desk.complaint_figures import NO_MONEY, figure
from hostdesk.tickets.models import Ticket

TYPED = "typed"  # the name of the row for what stands on no invoice of ours


@dataclass(frozen=True, slots=True)
class Offered:
    """A row of the form."""

    key: str
    text: str
    gross: str


@dataclass(frozen=True, slots=True)
class Form:
    """Which invoice, and what can be picked of it."""

    number: str
    rows: list[Offered]
    known: list[str]  # numbers of the customer's invoices


def form(ticket: Ticket, asked: str) -> Form:
    """For the invoice that is asked for, else that of the ticket; three queries."""
    number = (asked or ticket.invoice_number).strip()[:30]
    invoice = _hers(ticket, number)
    known = Invoice.objects.filter(customer=ticket.customer_id).exclude(customer=None)
    return Form(
        invoice.number if invoice else number,
        [
            Offered(str(one.pk), f"{one.position}. {one.text}", amounts.euros(one.gross))
            for one in (invoice.items.filter(revision=invoice.revision) if invoice else ())
        ],
        list(known.values_list("number", flat=True)[:50]),
    )


def write_down(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    """What was entered becomes a complaint; NotAllowed without items."""
    posted, number = request.POST, request.POST.get("invoice", "").strip()[:30]
    picked = posted.getlist("item")
    items = [_disputed(request, one) for one in dict.fromkeys(picked) if one.isdecimal() and len(one) < 16]
    if posted.get(f"{TYPED}-description", "").strip():
        items.append(_disputed(request, TYPED))
    actions.open_complaint(
        ticket, invoice_number=number, items=_with_reason(items), contact=ticket.contact, by=me
    )
    return _("The complaint is written down. Decide about its items now or later.")


def _disputed(request: HttpRequest, key: str) -> Disputed:
    posted = request.POST
    amount = figure(posted.get(f"{key}-amount", ""))
    if amount is not None and amount <= Decimal(0):
        raise NotAllowed(NO_MONEY)
    return Disputed(
        None if key == TYPED else int(key),
        posted.get(f"{TYPED}-description", "") if key == TYPED else "",
        amount,
        posted.get("reason", "").strip(),
        next((one for one in Wanted if one == posted.get("wanted")), Wanted.CREDIT),
    )


def _with_reason(items: Sequence[Disputed]) -> Sequence[Disputed]:
    if items and not items[0].reason:
        raise NotAllowed(actions.NO_REASON)
    return items


def _hers(ticket: Ticket, number: str) -> Invoice | None:
    found = matching.find(number)
    return found if found and found.revision and found.customer_id == ticket.customer_id else None
