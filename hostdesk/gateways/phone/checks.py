"""What `hostdesk verify` looks at in calls: each that came in and is over is on a ticket, and soon."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from hostdesk.core import calls
from hostdesk.gateways.phone.models import Call, CallEvent
from hostdesk.journal.checks import Finding, check

PATIENCE = timedelta(minutes=15)  # in which a call that is over is a message, if all is well
_CHUNK = 2000


@check("calls")
def calls_are_messages() -> Iterator[Finding]:
    """Nothing that was heard waits to be looked at, and no contact went without a ticket."""
    late = timezone.now() - PATIENCE
    for event in CallEvent.objects.filter(is_done=False, at__lt=late).iterator(_CHUNK):
        yield Finding(f"Something heard of call {event.call_id} waits.", f"call event {event.pk}")
    contacts = Call.objects.filter(
        direction=calls.Direction.IN, state=calls.State.ENDED, message=None, changed_at__lt=late
    )
    for call in contacts.exclude(result=calls.Result.BLOCKED).iterator(_CHUNK):
        yield Finding(f"Call {call.pk} is over and on no ticket.", f"call {call.pk}")
