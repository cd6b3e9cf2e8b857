"""What people do with a call while it rings or goes on: one click puts it on a ticket, new or known."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed
from hostdesk.gateways.phone import reading
from hostdesk.gateways.phone.models import Call
from hostdesk.journal.record import writing
from hostdesk.lib import phones
from hostdesk.tickets import access, actions, live
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import root_of
from hostdesk.tickets.telling import tell

READ_ONLY = gettext_noop("Auditors read everything and change nothing.")
OVER = gettext_noop("This call is over and on a ticket already. Merge that ticket instead.")


def visible_to(staff: Staff) -> QuerySet[Call]:
    """The calls of her departments; of all for who sees everything."""
    mine = [one.pk for one in access.departments_of(staff)]
    return Call.objects.filter(department__in=mine).select_related(
        "department", "customer", "contact", "ticket__merged_into", "chosen_by"
    )


def open_ticket(call: Call, by: Staff) -> Ticket:
    """A ticket of this call for who talks; the one that it is on, if a colleague was quicker."""
    with writing():
        fresh = _mine(call, by)
        if fresh.ticket is not None:
            return root_of(fresh.ticket.pk)
        language = settings.HOSTDESK["HOSTDESK_LANGUAGE"]
        who = phones.shown(phones.read(fresh.caller), language)
        ticket = actions.open_by_staff(
            fresh.department, Address("", who), reading.subject(who, language),
            reading.beginning(who, fresh.called, fresh.began_at, language), by,
            phone=fresh.caller_e164,
        )  # fmt: skip
        actions.take(ticket, by)
        _put(fresh, ticket, by)
        return ticket


def put_on(call: Call, ticket: Ticket, by: Staff) -> Ticket:
    """The call belongs to this ticket, says a person; when it is over, it becomes a message there."""
    with writing():
        fresh, root = _mine(call, by), root_of(ticket.pk)
        if fresh.message_id is not None:
            raise NotAllowed(OVER)
        _put(fresh, root, by)
        who = phones.shown(phones.read(fresh.caller), settings.HOSTDESK["HOSTDESK_LANGUAGE"])
        tell(root, "call.chosen", by, timezone.now(), call=fresh.pk, caller=who)
        live.changed(root)
        return root


def _mine(call: Call, by: Staff) -> Call:
    if not by.may_change:
        raise NotAllowed(READ_ONLY)
    return Call.objects.select_for_update(of=("self",)).select_related("ticket", "department").get(pk=call.pk)


def _put(call: Call, ticket: Ticket, by: Staff) -> None:
    Call.objects.filter(pk=call.pk).update(ticket=ticket, chosen_by=by)
    live.call_changed(call.pk, call.department.slug)
