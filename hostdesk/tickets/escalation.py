"""The leads are told before a first response is late: once a ticket, when less than an hour is left (M14)."""

from datetime import datetime

from django.conf import settings

from hostdesk.accounts.models import Role, Staff
from hostdesk.calendars import load
from hostdesk.core import hours
from hostdesk.core.deadlines import SOON_SECONDS
from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter
from hostdesk.journal.record import writing
from hostdesk.outbox.enqueue import enqueue
from hostdesk.tickets import letters, live, routing
from hostdesk.tickets.models import Escalation, Queue, Ticket
from hostdesk.tickets.standing import root_of
from hostdesk.tickets.telling import tell
from hostdesk.tickets.views import moments


def escalate_due(now: datetime) -> int:
    """Tell the leads about what is due within an hour of its own support time; returns how many tickets."""
    waiting = Ticket.objects.filter(
        queue__lte=Queue.PENDING,
        responded_at=None,
        due_at__lte=moments(now).soon,
        escalation=None,
        merged_into=None,
    )
    due = [one for one in waiting.select_related("calendar") if _is_near(one, now)]
    return sum(_escalated(one.pk, now) for one in due)


def _is_near(ticket: Ticket, now: datetime) -> bool:
    """Support time does not pass at night, so nothing comes near at midnight; nor does anybody get up."""
    calendar = load.hours_of(ticket.calendar)
    return hours.is_open(calendar, now) and hours.measure(calendar, now, ticket.due_at) < SOON_SECONDS


def _escalated(pk: int, now: datetime) -> bool:
    with writing():
        root = root_of(pk)
        if root.pk != pk or root.responded_at or Escalation.objects.filter(ticket=root).exists():
            return False  # answered, merged, or another worker was quicker
        Escalation.objects.create(ticket=root, at=now)
        leads = _leads(root)
        for lead in leads:
            key = f"escalation:{root.pk}:{lead.pk}"
            enqueue(channel="mail", kind="escalation", key=key, ticket="", payload=_letter(root, lead))
        tell(root, "promise.escalated", None, now, due=root.due_at, to_leads=[one.pk for one in leads])
        live.changed(root)
        return True


def _leads(root: Ticket) -> list[Staff]:
    """Of the department; where it has none, the administrators."""
    active = Staff.objects.filter(is_active=True)
    leads = list(active.filter(role=Role.LEAD, departments=root.department))
    return leads or list(active.filter(role=Role.ADMIN))


def _letter(root: Ticket, lead: Staff) -> Letter:
    words = letters.escalation(root, lead.language)
    return Letter(
        sender=Address(routing.address_of(root.department), settings.HOSTDESK["HOSTDESK_PROVIDER"]),
        to=(Address(lead.email, lead.name),),
        subject=words.subject,
        text=words.text,
        imprint=letters.imprint(),
        message_id=f"escalation.{root.pk}.{lead.pk}@{settings.HOSTDESK['HOSTDESK_DOMAIN']}",
        envelope_from=routing.bounce_address(),
        is_automatic=True,
        language=lead.language,
    )
