"""Putting letters into the outbox, and taking them back while they are held."""

import threading
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hostdesk.core import letter as letters
from hostdesk.core.letter import Letter
from hostdesk.journal.record import is_writing, writing
from hostdesk.lib import rows
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State

wakeup = threading.Event()  # spares the worker of the same process its pause


def enqueue(
    *, channel: str, kind: str, key: str, ticket: str, payload: Letter, hold_seconds: int = 0
) -> Delivery:
    """Queue `payload` within the caller's `journal.writing()`; a known `key` returns the row that exists."""
    if not is_writing():
        raise RuntimeError("Queue deliveries in the transaction of the action that wants them.")
    if rows.exists(Delivery, key=key):
        return Delivery.objects.get(key=key)
    now = timezone.now()
    delivery = Delivery(
        key=key,
        channel=channel,
        kind=kind,
        ticket=ticket,
        letter=letters.to_json(payload),
        message_id=payload.message_id,
        state=State.HELD if hold_seconds else State.WAITING,
        next_at=now + timedelta(seconds=hold_seconds),
        created_at=now,
    )
    rows.insert(delivery)  # whoever is in `writing()` is alone: nobody can have been quicker
    transaction.on_commit(wakeup.set)
    return delivery


def cancel(delivery: Delivery, by: str) -> bool:
    """Take it back while it is held; False means too late, and nothing was changed."""
    return _moved(delivery, {State.HELD}, state=State.CANCELLED, next_at=None, decided_by=by)


def send_now(delivery: Delivery) -> bool:
    """End the hold at once; False means that it was no longer held."""
    return _moved(delivery, {State.HELD}, state=State.WAITING, next_at=timezone.now())


def send_again(delivery: Delivery, by: str) -> bool:
    """A person decides to repeat a failed or unclear delivery, under the same Message-ID."""
    return _moved(
        delivery,
        {State.FAILED, State.UNCLEAR},
        state=State.WAITING,
        next_at=timezone.now(),
        first_attempt_at=None,  # the days of patience begin anew
        repeated=delivery.repeated + (delivery.state == State.UNCLEAR),
        decided_by=by,
    )


def _moved(delivery: Delivery, allowed: set[State], **values: object) -> bool:
    with writing():
        # The condition decides the race against the worker: zero rows means that it was quicker.
        count = Delivery.objects.filter(pk=delivery.pk, state__in=allowed, fencing=delivery.fencing).update(
            **values
        )
        transaction.on_commit(wakeup.set)
    if count:
        delivery.refresh_from_db()
    return bool(count)
