"""Living through the past: the story happens at its own times, through the same code as the present."""

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from django.conf import settings
from django.utils import timezone

from hostdesk.calendars import load
from hostdesk.core import hours
from hostdesk.gateways import work
from hostdesk.journal.record import writing
from hostdesk.outbox import worker
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State

Plot = Iterator[datetime]  # yields the moment (UTC) at which it wants to go on
_A_MOMENT = timedelta(seconds=20)  # after it, a held reply may leave
_REPLIES_LEAVE: Plot = iter(())


class Past:
    """Plots side by side, each step at its moment; what would lie in the future does not happen."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._order = count()  # of plots that go on at the same moment
        self._waiting: list[tuple[datetime, int, Plot]] = []

    def add(self, plot: Plot) -> None:
        """Let a plot begin."""
        self._push(next(plot), plot)

    def live(self) -> int:
        """Everything up to now, in the order of time and in one transaction; returns the number of steps.

        Afterwards nothing waits: arrivals are tickets, and letters lie in the customers' mailboxes.
        """
        steps = 0
        with writing(), _at_moments() as clock, _post_at_hand():
            while self._waiting and self._waiting[0][0] <= self.now:
                clock[0], _, plot = heapq.heappop(self._waiting)
                steps += self._next(plot)
            clock[0] = self.now
            settle()
        return steps

    def _next(self, plot: Plot) -> bool:
        """Let a plot take its next step; False if this was only the moment in which replies leave."""
        if plot is _REPLIES_LEAVE:
            settle()
            return False
        moment = next(plot, None)
        if moment is not None:
            self._push(moment, plot)
        if Delivery.objects.filter(state=State.HELD).exists():
            self._push(timezone.now() + _A_MOMENT, _REPLIES_LEAVE)
        return True

    def _push(self, moment: datetime, plot: Plot) -> None:
        heapq.heappush(self._waiting, (moment, next(self._order), plot))


def settle() -> None:
    """Read what has arrived, and send what is due, as the workers do."""
    while work.run_once() or worker.run_once():
        pass


def support_ago(now: datetime, minutes: float) -> datetime:
    """The latest moment since which `minutes` of support time have passed until `now`."""
    calendar = load.hours_of(load.current())
    early, late = now - timedelta(days=90), now
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if hours.measure(calendar, middle, now) >= minutes * 60:
            early = middle
        else:
            late = middle
    return early


def support_later(moment: datetime, minutes: float) -> datetime:
    """When `minutes` of support time have passed since `moment`."""
    return hours.add(load.hours_of(load.current()), moment, int(minutes * 60))


@contextmanager
def _at_moments() -> Iterator[list[datetime]]:
    """Django's clock shows what stands in the list; before any server runs, hence for this thread alone."""
    clock, real = [datetime.now(UTC)], timezone.now
    timezone.now = lambda: clock[0]
    try:
        yield clock
    finally:
        timezone.now = real


@contextmanager
def _post_at_hand() -> Iterator[None]:
    """Letters go straight into the mailboxes: no mail server runs yet."""
    usual = settings.HOSTDESK_DELIVER
    settings.HOSTDESK_DELIVER = {
        **usual,
        "mail": "hostdesk.demo.past_post.deliver",
        "fax": "hostdesk.demo.fax_scenes.deliver",
    }
    try:
        yield
    finally:
        settings.HOSTDESK_DELIVER = usual
