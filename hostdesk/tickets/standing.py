"""Where a ticket stands: its place in the queues, its deadline, and what happens when its time comes."""

from datetime import datetime

from django.conf import settings

from hostdesk.calendars import load
from hostdesk.calendars.models import CalendarVersion
from hostdesk.core import deadlines
from hostdesk.core.states import State
from hostdesk.customers.models import Customer
from hostdesk.tickets.models import Queue, Ticket


def settle(ticket: Ticket, at: datetime) -> None:
    """Save the ticket with everything that follows from its present state."""
    ticket.queue = _queue(ticket)
    ticket.changed_at = at
    ticket.save()


def promise(customer: Customer | None, received_at: datetime) -> tuple[datetime, CalendarVersion]:
    """When the first response is due (UTC), and the calendar that says so (M14, or the contract)."""
    version = load.around_the_clock() if customer and customer.has_24x7 else load.current()
    return deadlines.first_response_due(received_at, load.hours_of(version), _target(customer)), version


def promise_of(ticket: Ticket) -> datetime:
    """The deadline of this ticket alone, with the calendar version that it was promised under."""
    return deadlines.first_response_due(
        ticket.received_at, load.hours_of(ticket.calendar), _target(ticket.customer)
    )


def family(root: Ticket) -> list[Ticket]:
    """The ticket and everything that was merged into it, however many steps deep."""
    found = [root]
    level = [root.pk]
    while level:
        children = list(Ticket.objects.filter(merged_into__in=level).order_by("pk"))
        found += children
        level = [child.pk for child in children]
    return found


def _queue(ticket: Ticket) -> Queue | None:
    if ticket.merged_into_id or ticket.is_spam or ticket.state == State.SOLVED:
        return None
    if ticket.state == State.PENDING:
        return Queue.PENDING
    return Queue.ANSWERED if ticket.responded_at else Queue.FIRST_RESPONSE


def _target(customer: Customer | None) -> int:
    if customer and customer.response_target:
        return deadlines.parse_target(customer.response_target)
    return int(settings.HOSTDESK["HOSTDESK_RESPONSE_HOURS"]) * 3600
