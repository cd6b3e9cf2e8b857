"""The one gate: who sees which ticket. What you may not see, you cannot find."""

from django.conf import settings
from django.db.models import Q, QuerySet

from hostdesk.accounts.models import Department, Staff
from hostdesk.core import numbers
from hostdesk.customers.models import Contact
from hostdesk.lib import rows
from hostdesk.tickets import for_contacts
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


def visible_to_contact(contact: Contact) -> QuerySet[Ticket]:
    """The tickets, none of them merged, that a customer's contact may see at the portal."""
    return for_contacts.tickets_of(contact)


def ticket_for_contact(contact: Contact, number: str) -> Ticket:
    """The root of the ticket with this number, however typed; NotFound, after the same work for all."""
    exact = numbers.parse(number[:_TYPED], settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"])
    named = Ticket.objects.filter(number=exact or "").first()
    seen = visible_to_contact(contact).select_related(*_SHOWN)
    root = seen.filter(pk=named.root.pk if named else 0).first()
    if root is None:
        raise NotFound(number)
    return root


def message_for_contact(contact: Contact, pk: int) -> Message:
    """The message, if she sees its ticket and may read it there; NotFound."""
    found = Message.objects.select_related("ticket__merged_into", "delivery").filter(pk=pk).first()
    root = ticket_for_contact(contact, found.ticket.number if found else "")
    if found is None or not for_contacts.reader_of(contact, root).may_read(found):
        raise NotFound(str(pk))
    return found


def attachment_for_contact(contact: Contact, pk: int) -> Attachment:
    """The file, if she may read its message; NotFound."""
    found = Attachment.objects.filter(pk=pk).first()
    message_for_contact(contact, found.message_id if found else 0)
    if found is None:
        raise NotFound(str(pk))
    return found


def departments_of(staff: Staff) -> list[Department]:
    """The departments whose queues `staff` has in her rail."""
    return rows.each(Department) if staff.sees_everything else list(staff.departments.all())


def sees(staff: Staff, root: Ticket) -> bool:
    """Whether this root is one of those that `staff` may see."""
    return visible_to(staff).filter(pk=root.pk).exists()


_SHOWN = ("department", "assignee", "customer", "contact", "calendar", "merged_into", "responded_by")
_TYPED = 40  # characters of something that may be a number
