"""Owning an arrival while reading it: a conditional update, a lease kept alive, a fencing number."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from hostdesk.gateways.models import Arrival, State
from hostdesk.lib import alive, heartbeat, rows, statements

LEASE = timedelta(seconds=60)  # after which another worker may take it over
_BEAT = 20.0  # seconds between two signs of life


class Lost(Exception):
    """Another worker has taken the arrival over; whatever this one was about to write is void."""


def next_due() -> Arrival | None:
    """Claim the arrival that has waited longest; None if there is nothing to do now."""
    while (seen := _seen_first(now := timezone.now())) is not None:
        claimed = _claim(seen, now)
        if claimed is not None:
            return claimed
    return None


def this(arrival: Arrival) -> Arrival | None:
    """Claim this very arrival, before those that have waited longer; None if it does not wait any more."""
    now = timezone.now()
    claim = Arrival.objects.filter(pk=arrival.pk, state=State.WAITING).values_list("claim", flat=True).first()
    return None if claim is None else _claim((arrival.pk, claim), now)


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
    if not rows.change(Arrival, {"claimed_until": timezone.now() + LEASE}, **ours(arrival)):
        raise Lost(f"arrival {arrival.pk} was taken over by another worker")


def ours(arrival: Arrival) -> dict[str, object]:
    """What the row says as long as this claim holds: the condition of every update by its worker."""
    return {"pk": arrival.pk, "state": State.WORKING, "claim": arrival.claim}


def owned(arrival: Arrival) -> QuerySet[Arrival]:
    """The row, as long as this claim holds."""
    return Arrival.objects.filter(**ours(arrival))


def kept_alive(arrival: Arrival) -> AbstractContextManager[None]:
    """Prolong the lease as long as the block runs."""
    return heartbeat.kept(lambda: owned(arrival).update(claimed_until=timezone.now() + LEASE), _BEAT)


def release_dead() -> int:
    """End the leases of processes that are certainly gone, at the start of a worker; returns how many."""
    workers = set(Arrival.objects.filter(state=State.WORKING).values_list("claimed_by", flat=True))
    dead = [worker for worker in workers if alive.is_dead(worker)]
    return Arrival.objects.filter(state=State.WORKING, claimed_by__in=dead).update(
        claimed_until=timezone.now()
    )


def _seen_first(now: datetime) -> tuple[int, int] | None:
    """Id and claim; without this glance every look would ask for the right to write."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN_FIRST, [connection.ops.adapt_datetimefield_value(now)])
        found: tuple[int, int] | None = cursor.fetchone()
    return found


def _claim(seen: tuple[int, int], now: datetime) -> Arrival | None:
    """The row as it is when claimed; None if somebody was quicker."""
    until = connection.ops.adapt_datetimefield_value(now + LEASE)
    with connection.cursor() as cursor:
        cursor.execute(f"{_CLAIM} RETURNING {statements.names(Arrival)}", [alive.sign(), until, *seen])
        found = cursor.fetchone()
    return rows.loaded(Arrival, found) if found else None


_SEEN_FIRST = (
    "SELECT id, claim FROM gateways_arrival WHERE state = 'waiting' AND next_at <= %s "
    "ORDER BY next_at, id LIMIT 1"
)
_CLAIM = (
    "UPDATE gateways_arrival SET state = 'working', claim = claim + 1, claimed_by = %s, claimed_until = %s "
    "WHERE id = %s AND claim = %s AND state = 'waiting'"
)
