"""Whether a caller speaks for the customer: number and PIN say so, never the phone that calls (M6)."""

from datetime import datetime

from django.db.models import QuerySet

from hostdesk.accounts.models import Staff
from hostdesk.customers.models import Customer
from hostdesk.customers.pins import check_pin
from hostdesk.gateways.phone.models import CallerProof
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family, promise, settle
from hostdesk.tickets.telling import tell


def prove_caller(ticket: Ticket, number: str, pin: str, by: Staff, *, at: datetime | None = None) -> bool:
    """Check what the caller says; whether it was right. The ticket shows it, right or wrong."""
    with changing(ticket, by) as root:
        at = moment(at)
        customer = check_pin(number, pin, by, at)
        if customer is None:
            tell(root, "caller.not_proven", by, at, customer=number.strip()[:20])
            return False
        CallerProof.objects.create(ticket=root, customer=customer, by=by, at=at)
        _now_hers(root, customer)
        tell(root, "caller.proven", by, at, customer=customer.number)
        settle(root, at)
        return True


def proofs_on(root: Ticket) -> QuerySet[CallerProof]:
    """The newest first."""
    found = CallerProof.objects.filter(ticket__in=family(root)).select_related("customer", "by")
    return found.order_by("-at", "-id")


def _now_hers(root: Ticket, customer: Customer) -> None:
    """A better promise of her contract holds; a worse one takes nothing back."""
    if root.customer_id == customer.pk:
        return
    root.customer, root.contact = customer, None
    due_at, calendar = promise(customer, root.received_at)
    if due_at < root.due_at:
        root.due_at, root.calendar = due_at, calendar
