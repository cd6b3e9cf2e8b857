"""Calls that were promised (M20): what is near, what is late, and the one reminder before a window ends."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from hostdesk.accounts.models import Role, Staff
from hostdesk.billing import letters
from hostdesk.billing.models import OPEN_STATES, RequestState, ServiceRequest
from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter
from hostdesk.journal.record import writing
from hostdesk.outbox.enqueue import enqueue
from hostdesk.tickets import live, routing
from hostdesk.tickets.letters import imprint
from hostdesk.tickets.telling import tell

NEAR = timedelta(minutes=30)  # before the window opens: time to read up on it
_LAST = timedelta(minutes=15)  # before it ends: whoever is concerned is told by mail


def open_requests() -> QuerySet[ServiceRequest]:
    """Requests for services that wait for somebody of ours."""
    return ServiceRequest.objects.filter(state__in=OPEN_STATES).order_by()


def near(now: datetime) -> QuerySet[ServiceRequest]:
    """Promised calls that are due soon, due now, or late."""
    promised = ServiceRequest.objects.filter(state=RequestState.CALL_BACK, call_until__isnull=False)
    return promised.filter(call_from__lte=now + NEAR).order_by("call_until")


def remind_due(now: datetime) -> int:
    """Tell whoever is concerned, once a promise, that its window is about to end; returns how many calls."""
    ending = ServiceRequest.objects.filter(
        state=RequestState.CALL_BACK, call_until__lte=now + _LAST, reminded_at=None
    )
    return sum(_reminded(pk, now) for pk in ending.values_list("pk", flat=True))


def _reminded(pk: int, now: datetime) -> bool:
    with writing():
        waits = ServiceRequest.objects.filter(pk=pk, state=RequestState.CALL_BACK, reminded_at=None)
        if not waits.update(reminded_at=now):
            return False  # she was reached, or another worker was quicker
        request = ServiceRequest.objects.select_related("ticket__department", "service").get(pk=pk)
        told = _concerned(request)
        for one in told:
            enqueue(
                channel="mail", kind="service.reminder", ticket="", payload=_letter(request, one),
                key=f"call:{pk}:{request.call_until:%Y%m%d%H%M%S}:{one.pk}",
            )  # fmt: skip
        root = request.ticket.root
        tell(root, "service.reminded", None, now, request=pk, end=request.call_until,
             to=[one.pk for one in told])  # fmt: skip
        live.changed(root)
        return True


def _concerned(request: ServiceRequest) -> list[Staff]:
    """Who has the ticket; else the department's leads; else the administrators."""
    root = request.ticket.root
    if root.assignee is not None and root.assignee.is_active:
        return [root.assignee]
    active = Staff.objects.filter(is_active=True)
    return list(active.filter(role=Role.LEAD, departments=root.department)) or list(
        active.filter(role=Role.ADMIN)
    )


def _letter(request: ServiceRequest, to: Staff) -> Letter:
    root = request.ticket.root
    words = letters.call_reminder(root, request, to.language)
    return Letter(
        sender=Address(routing.address_of(root.department), settings.HOSTDESK["HOSTDESK_PROVIDER"]),
        to=(Address(to.email, to.name),),
        subject=words.subject,
        text=words.text,
        imprint=imprint(),
        message_id=f"call.{request.pk}.{request.call_until:%Y%m%d%H%M%S}.{to.pk}@"
        + settings.HOSTDESK["HOSTDESK_DOMAIN"],
        envelope_from=routing.bounce_address(),
        is_automatic=True,
        language=to.language,
    )
