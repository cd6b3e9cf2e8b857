"""Where a ticket stands: its place in the queues, its deadline, and what it owes to those merged into it."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from hostdesk.calendars import load
from hostdesk.calendars.models import CalendarVersion
from hostdesk.core import deadlines
from hostdesk.core.states import State
from hostdesk.customers.models import Customer
from hostdesk.journal.models import Event
from hostdesk.lib import rows
from hostdesk.outbox.states import State as DeliveryState
from hostdesk.tickets.models import Kind, Message, Queue, Ticket


def settle(ticket: Ticket, at: datetime) -> None:
    """Save the ticket with everything that follows from its present state."""
    ticket.queue = _queue(ticket)
    ticket.changed_at = at
    if ticket.pk is None:
        rows.insert(ticket)
    else:
        rows.update(ticket)


def promise(customer: Customer | None, received_at: datetime) -> tuple[datetime, CalendarVersion]:
    """When the first response is due (UTC), and the calendar that says so (M14, or the contract)."""
    version = load.around_the_clock() if customer and customer.has_24x7 else load.current()
    return deadlines.first_response_due(received_at, load.hours_of(version), _target(customer)), version


def recount(root: Ticket) -> None:
    """Count again what the ticket and those merged into it hold: messages, first answer, earliest promise."""
    spoken = said_on(family(root))
    first = spoken.filter(kind=Kind.OUT).order_by("at", "id").select_related("author").first()
    root.message_count = spoken.count()
    root.responded_at, root.responded_by = (first.at, first.author) if first else (None, None)
    root.due_at = min(_promised(family(root)), default=root.due_at)


def said_on(tickets: list[Ticket]) -> QuerySet[Message]:
    """What people said and wrote there: neither form letters nor replies that were taken back."""
    messages = Message.objects.filter(ticket__in=tickets).exclude(
        kind__in=[Kind.ACKNOWLEDGEMENT, Kind.NOTICE]
    )
    return messages.exclude(delivery__state=DeliveryState.CANCELLED)


def root_of(pk: int) -> Ticket:
    """The ticket that shows this one: itself or what it was merged into, as the database has it now."""
    ticket = Ticket.objects.select_related("department", "assignee", "customer", "contact", "calendar").get(
        pk=pk
    )
    return root_of(ticket.merged_into_id) if ticket.merged_into_id else ticket


def family(root: Ticket) -> list[Ticket]:
    """The ticket and everything that was merged into it, however many steps deep."""
    children = rows.each(Ticket, merged_into=root.pk)
    found = [root, *children]
    level = [child.pk for child in children]
    while level:
        children = list(Ticket.objects.filter(merged_into__in=level).order_by("pk"))
        found += children
        level = [child.pk for child in children]
    return found


def _promised(tickets: list[Ticket]) -> list[datetime]:
    """What was promised for each of them by itself, as the journal recorded it."""
    kinds = ("ticket.opened", "quarantine.read")
    streams = [f"ticket:{ticket.number}" for ticket in tickets]
    latest = {
        one.about: one for one in Event.objects.filter(about__in=streams, kind__in=kinds).order_by("seq")
    }
    return [datetime.fromisoformat(event.data["due"]) for event in latest.values() if "due" in event.data]


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
