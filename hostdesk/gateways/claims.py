"""Owning an arrival while reading it: a conditional update, a lease kept alive, a fencing number."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connection
from django.db.models import F, QuerySet
from django.utils import timezone

from hostdesk.gateways.models import Arrival, State
from hostdesk.lib import alive

LEASE = timedelta(seconds=60)  # after which another worker may take it over
_BEAT = 20.0  # seconds between two signs of life
_GLANCE = 8  # candidates looked at together: who loses one race need not ask again

log = logging.getLogger(__name__)


class Lost(Exception):
    """Another worker has taken the arrival over; whatever this one was about to write is void."""


def next_due() -> Arrival | None:
    """Claim the arrival that has waited longest; None if there is nothing to do now."""
    due = Arrival.objects.filter(state=State.WAITING, next_at__lte=timezone.now())
    for arrival in due.order_by("next_at", "id")[:_GLANCE]:
        if _claim(arrival):
            arrival.refresh_from_db()
            return arrival
    return None


def requeue_lost() -> int:
    """Put what its worker did not finish in time at the end of the queue; returns how many.

    At the end, because perhaps it was the arrival that ended the worker, and nobody shall wait behind it.
    """
    now = timezone.now()
    lost = Arrival.objects.filter(state=State.WORKING, claimed_until__lte=now)
    if not lost.exists():  # without this glance every look would ask for the right to write
        return 0
    return lost.update(state=State.WAITING, next_at=now, lost_claims=F("lost_claims") + 1)


def hold(arrival: Arrival) -> None:
    """Lock the row for this transaction; raises Lost if the claim no longer holds."""
    if not owned(arrival).update(claimed_until=timezone.now() + LEASE):
        raise Lost(f"arrival {arrival.pk} was taken over by another worker")


def owned(arrival: Arrival) -> QuerySet[Arrival]:
    """The row, as long as this claim holds: the condition of every update by its worker."""
    return Arrival.objects.filter(pk=arrival.pk, state=State.WORKING, claim=arrival.claim)


@contextmanager
def kept_alive(arrival: Arrival) -> Iterator[None]:
    """Prolong the lease from a thread of its own as long as the block runs."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(arrival, done), name="arrival-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def release_dead() -> int:
    """End the leases of processes that are certainly gone, at the start of a worker; returns how many."""
    workers = set(Arrival.objects.filter(state=State.WORKING).values_list("claimed_by", flat=True))
    dead = [worker for worker in workers if alive.is_dead(worker)]
    return Arrival.objects.filter(state=State.WORKING, claimed_by__in=dead).update(
        claimed_until=timezone.now()
    )


def _claim(arrival: Arrival) -> bool:
    mine = Arrival.objects.filter(pk=arrival.pk, state=State.WAITING, claim=arrival.claim).update(
        state=State.WORKING,
        claim=F("claim") + 1,
        claimed_by=alive.sign(),
        claimed_until=timezone.now() + LEASE,
    )
    return bool(mine)


def _beat(arrival: Arrival, done: threading.Event) -> None:
    try:
        while not done.wait(_BEAT):
            try:
                owned(arrival).update(claimed_until=timezone.now() + LEASE)
            except Error as error:  # the database is away; the next beat tries again
                log.warning("no sign of life for arrival %s: %s", arrival.pk, error)
                connection.close()
    finally:
        connection.close()
