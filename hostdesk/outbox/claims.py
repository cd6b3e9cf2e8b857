"""Owning a delivery while sending it: a conditional update, a lease kept alive, a fencing token."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from hostdesk.lib import alive, heartbeat
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State

LEASE = timedelta(seconds=30)  # after a crash nobody repeats the delivery before this
_BEAT = 5.0  # seconds between two signs of life
_GLANCE = 8  # candidates looked at together: who loses one race need not ask again


class LeaseLost(Exception):
    """Somebody else took the delivery over, because we looked dead: stop, and change nothing."""


class Due(NamedTuple):
    """A delivery that is ours now; `is_abandoned` if its last worker died while sending it."""

    delivery: Delivery
    is_abandoned: bool


def due() -> Due | None:
    """Claim the next delivery whose time has come; None if there is none."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            return _first(_waiting().select_for_update(skip_locked=True)[:1])
    return _first(_waiting()[:_GLANCE])


def hand_over(delivery: Delivery) -> None:
    """Every channel calls this before its first irrevocable step; raises LeaseLost if it must not take it."""
    delivery.is_handed_over = True
    if not owned(delivery).update(is_handed_over=True, next_at=timezone.now() + LEASE):
        raise LeaseLost(f"Delivery {delivery.pk} belongs to another worker by now.")


def owned(delivery: Delivery) -> QuerySet[Delivery]:
    """The row, as long as this claim holds: the condition of every update by its worker."""
    return Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, fencing=delivery.fencing)


def kept_alive(delivery: Delivery) -> AbstractContextManager[None]:
    """Prolong the lease as long as the block runs."""
    return heartbeat.kept(lambda: owned(delivery).update(next_at=timezone.now() + LEASE), _BEAT)


def release_dead() -> int:
    """End the leases of processes that are certainly gone; returns how many. For the start of a worker."""
    # Whatever is being sent has a lease; said here, it leads to an index, past all that was ever sent.
    leased = Delivery.objects.filter(state=State.SENDING, next_at__isnull=False)
    dead = [one for one in set(leased.values_list("worker", flat=True)) if alive.is_dead(one)]
    return leased.filter(worker__in=dead).update(next_at=timezone.now())


def _waiting() -> QuerySet[Delivery]:
    # Without the letters: most of what is glanced at goes to another worker, or later.
    glance = Delivery.objects.only("state", "fencing", "repeated")
    return glance.filter(next_at__lte=timezone.now()).order_by("next_at", "id")


def _first(candidates: QuerySet[Delivery]) -> Due | None:
    for seen in candidates:
        is_abandoned = seen.state == State.SENDING
        if _claim(seen, {} if is_abandoned else _attempt(seen)):
            return Due(Delivery.objects.get(pk=seen.pk), is_abandoned)
    return None


def _claim(seen: Delivery, more: dict[str, Any]) -> bool:
    now = timezone.now()
    unchanged = Delivery.objects.filter(pk=seen.pk, state=seen.state, fencing=seen.fencing, next_at__lte=now)
    return bool(
        unchanged.update(
            state=State.SENDING,
            next_at=now + LEASE,
            worker=alive.sign(),
            fencing=seen.fencing + 1,
            **more,
        )
    )


def _attempt(delivery: Delivery) -> dict[str, Any]:
    return {
        "attempts": F("attempts") + 1,
        "is_handed_over": False,
        "repeated": delivery.repeated + (delivery.state == State.UNCLEAR),
        "first_attempt_at": Coalesce("first_attempt_at", Value(timezone.now())),
    }
