"""A letter, and a channel that does what the test tells it; imported by name through the settings."""

from django.utils import timezone

from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter
from hostdesk.journal.record import writing
from hostdesk.outbox import claims
from hostdesk.outbox.enqueue import enqueue
from hostdesk.outbox.models import Delivery

HERE = {"mail": "outbox_cast.deliver", "fax": "outbox_cast.deliver"}
script = []  # what `deliver` does next: an exception to raise, words to answer, a function to call
delivered = []
told = []


def letter(number=1):
    return Letter(
        sender=Address("support@nordlicht.example.test", "Nordlicht Support"),
        to=(Address("meyer@example.test", "Meyer"),),
        subject="HD-4831-7264",
        text="Guten Tag",
        message_id=f"{number}@nordlicht.example.test",
    )


def queued(number=1, *, channel="mail", **more):
    with writing():
        return enqueue(
            channel=channel,
            kind="reply",
            key=f"reply:{number}",
            ticket="HD-1",
            payload=letter(number),
            **more,
        )


def deliver(delivery):
    step = script.pop(0) if script else "250 ok"
    if isinstance(step, TypeError):
        raise step
    claims.hand_over(delivery)
    delivered.append(delivery.message_id)
    if isinstance(step, Exception):
        raise step
    return step(delivery) if callable(step) else step


def changed(delivery):
    told.append((delivery.state, delivery.last_error))


def due_at_once():
    Delivery.objects.exclude(next_at=None).update(next_at=timezone.now())
