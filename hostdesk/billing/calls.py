"""Calls that were promised about services (M20); what all promised calls have in common: promised_calls."""

from datetime import datetime

from django.db.models import QuerySet

from hostdesk.billing import letters
from hostdesk.billing.models import OPEN_STATES, RequestState, ServiceRequest
from hostdesk.tickets import promised_calls

NEAR = promised_calls.NEAR


def open_requests() -> QuerySet[ServiceRequest]:
    """Requests for services that wait for somebody of ours."""
    return ServiceRequest.objects.filter(state__in=OPEN_STATES).order_by()


def near(now: datetime) -> QuerySet[ServiceRequest]:
    """Promised calls that are due soon, due now, or late."""
    return promised_calls.near(_promised(), now)


def remind_due(now: datetime) -> int:
    """Tell whoever is concerned, once a promise, that its window is about to end; returns how many calls."""
    return promised_calls.remind_due(
        _promised().select_related("ticket__department", "service"), now,
        about=lambda request: request.ticket.root,
        words=lambda request, to: letters.call_reminder(request.ticket.root, request, to.language),
        kind="service",
    )  # fmt: skip


def _promised() -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.filter(state=RequestState.CALL_BACK)
