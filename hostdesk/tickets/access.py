"""The one gate: who sees which ticket. What you may not see, you cannot find."""

from django.conf import settings
from django.db.models import Q, QuerySet

from hostdesk.accounts.models import Department, Staff
from hostdesk.core import numbers
from hostdesk.lib import rows
from hostdesk.tickets.models import Attachment, Message, Ticket, TicketDepartment


class NotFound(Exception):
    """There is no such thing for this person."""


def visible_to(staff: Staff) -> QuerySet[Ticket]:
    """The tickets that `staff` may see: her departments', those also sent there, and her own."""
    if not staff.is_active:
        return Ticket.objects.none()
    if staff.sees_everything:
        return Ticket.objects.all()
    mine = [one.pk for one in staff.departments.all()]
    further = TicketDepartment.objects.filter(department__in=mine, is_current=True).values("ticket")
    return Ticket.objects.filter(Q(department__in=mine) | Q(pk__in=further) | Q(assignee=staff))


def ticket_for(staff: Staff, number: str) -> Ticket:
    """The ticket with this number, however typed; NotFound. A merged one is seen by who sees its root."""
    ticket = by_number(number)
    if ticket is None or not sees(staff, ticket.root):
        raise NotFound(number)
    return ticket


def by_number(number: str) -> Ticket | None:
    """The ticket with this number, however typed, whoever asks: only for gates, which decide who sees it."""
    exact = numbers.parse(number, settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"])
    ticket = rows.first(Ticket, number=exact) if exact else None
    return rows.with_related(ticket, *_SHOWN) if ticket is not None else None


def message_for(staff: Staff, pk: int) -> Message:
    """The message, if its ticket can be seen; NotFound."""
    message = (
        Message.objects.select_related("ticket", "ticket__merged_into", "delivery").filter(pk=pk).first()
    )
    if message is None or not sees(staff, message.ticket.root):
        raise NotFound(str(pk))
    return message


def attachment_for(staff: Staff, pk: int) -> Attachment:
    """The attachment, if its ticket can be seen; NotFound."""
    found = Attachment.objects.select_related("message__ticket__merged_into").filter(pk=pk).first()
    if found is None or not sees(staff, found.message.ticket.root):
        raise NotFound(str(pk))
    return found


def departments_of(staff: Staff) -> list[Department]:
    """The departments whose queues `staff` has in her rail."""
    return rows.each(Department) if staff.sees_everything else list(staff.departments.all())


def sees(staff: Staff, root: Ticket) -> bool:
    """Whether this root is one of those that `staff` may see."""
    return visible_to(staff).filter(pk=root.pk).exists()


_SHOWN = ("department", "assignee", "customer", "contact", "calendar", "merged_into", "responded_by")
