"""Who finds the price of a ticket: whoever finds the ticket, and Accounting what it may have to charge."""

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import sees_accounts
from hostdesk.billing.models import Charge, WorkInterval
from hostdesk.tickets import access
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family


def priced_ticket_for(me: Staff, number: str) -> Ticket:
    """The ticket for its page of work and price; access.NotFound.

    Accounting gets those of other departments, too, once work is recorded: the bill, not the letters.
    """
    try:
        return access.ticket_for(me, number)
    except access.NotFound:
        found = access.by_number(number)
        if found is None or not sees_accounts(me) or not _has_a_price(found.root):
            raise
        return found


def _has_a_price(root: Ticket) -> bool:
    tickets = family(root)
    return (
        WorkInterval.objects.filter(ticket__in=tickets).exists()
        or Charge.objects.filter(ticket__in=tickets).exists()
    )
