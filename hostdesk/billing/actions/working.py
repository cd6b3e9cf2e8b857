"""The timer: starting, pausing and stopping work on a ticket (one timer a person)."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import drafts, load
from hostdesk.billing.actions.beginning import READ_ONLY, changing, moment, needed
from hostdesk.billing.models import Finding, Timer, WorkInterval, WorkKind
from hostdesk.billing.resting import next_working_day
from hostdesk.core.states import NotAllowed
from hostdesk.core.work_rules import Option, charged_surcharge, needs_consent
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import tell

NEEDED = gettext_noop("The surcharge applies now, and the customer has not agreed to it.")
ELSEWHERE = gettext_noop("Your timer runs on another ticket: stop it first.")
PAUSED = gettext_noop("Your timer is paused: let it go on, or stop it.")
NO_TIMER = gettext_noop("You have no timer.")
WHY_FREE = gettext_noop("Say why this work is free.")
KINDS = gettext_noop("Work is either chargeable work or the first response.")


class ConsentNeeded(NotAllowed):
    """Work that begins now could not be charged; `options` is what can be done, `until` (UTC) for SLEEP."""

    def __init__(self, options: tuple[Option, ...], until: datetime) -> None:
        super().__init__(NEEDED)
        self.options = options
        self.until = until


def start_timer(
    ticket: Ticket, by: Staff, *, kind: str = WorkKind.WORK, is_free: bool = False, reason: str = "",
    at: datetime | None = None,
) -> Timer:  # fmt: skip
    """`by` begins to work; again changes nothing. ConsentNeeded; NotAllowed with another timer."""
    _check(kind, is_free, reason)
    with changing(ticket, by) as root:
        at = moment(at)
        there = Timer.objects.select_related("ticket").filter(staff=by).first()
        if there is not None:
            if there.ticket.root.pk == root.pk and there.is_running:
                return there
            raise NotAllowed(ELSEWHERE if there.ticket.root.pk != root.pk else PAUSED)
        _may_begin(root, kind, at, is_free=is_free)
        timer = Timer.objects.create(
            staff=by, ticket=root, started_at=at, kind=kind, is_free=is_free, reason=reason, confirmed_at=at
        )
        tell(root, "work.started", by, at, work=kind, is_free=is_free, reason=reason)
        settle(root, at)
        return timer


def pause_timer(by: Staff, *, at: datetime | None = None) -> WorkInterval:
    """A break, which is free; what was worked is recorded. NotAllowed without a running timer."""
    timer = _timer(by)
    with changing(timer.ticket, by) as root:
        at, timer = moment(at), _timer(by)
        if not timer.is_running:
            raise NotAllowed(PAUSED)
        work = _record(timer, at)
        timer.paused_at = at
        timer.save()
        tell(root, "work.paused", by, at, interval=work.pk)
        drafts.refresh(root, at)
        settle(root, at)
        return work


def resume_timer(by: Staff, *, at: datetime | None = None) -> Timer:
    """The break is over; ConsentNeeded as at the start."""
    timer = _timer(by)
    with changing(timer.ticket, by) as root:
        at, timer = moment(at), _timer(by)
        if timer.is_running:
            return timer
        _may_begin(root, timer.kind, at, is_free=timer.is_free)
        timer.started_at, timer.paused_at, timer.confirmed_at, timer.asked_at = at, None, at, None
        timer.save()
        tell(root, "work.resumed", by, at)
        settle(root, at)
        return timer


def stop_timer(by: Staff, *, reason: str = "", at: datetime | None = None) -> WorkInterval | None:
    """The work is done and recorded; None if the timer was paused. NotAllowed without a timer."""
    timer = _timer(by)
    with changing(timer.ticket, by) as root:
        at, timer = moment(at), _timer(by)
        work = _record(timer, at, reason) if timer.is_running else None
        timer.delete()
        tell(root, "work.stopped", by, at, interval=work.pk if work else None)
        drafts.refresh(root, at)
        settle(root, at)
        return work


def still_working(by: Staff, *, at: datetime | None = None) -> Timer:
    """She is still at it: the question after four hours is answered."""
    timer = _timer(by)
    with changing(timer.ticket, by) as root:
        at, timer = moment(at), _timer(by)
        timer.confirmed_at, timer.asked_at = at, None
        timer.save()
        tell(root, "work.confirmed", by, at)
        return timer


def _check(kind: str, is_free: bool, reason: str) -> None:
    if kind not in WorkKind.values:
        raise NotAllowed(KINDS)
    if is_free:
        needed(reason, WHY_FREE)


def _may_begin(root: Ticket, kind: str, at: datetime, *, is_free: bool) -> None:
    if is_free or kind == WorkKind.FIRST_RESPONSE:
        return
    facts = load.facts(root)
    if facts.sphere == Finding.INSIDE:
        return
    if needs_consent(facts.versions, at, facts.consent, charged_surcharge(facts.bill(at))):
        raise ConsentNeeded((Option.ASK, Option.FREE, Option.SLEEP), next_working_day(at))


def _timer(by: Staff) -> Timer:
    if not by.may_change:
        raise NotAllowed(READ_ONLY)
    timer = Timer.objects.select_related("ticket", "staff").filter(staff=by).first()
    if timer is None:
        raise NotAllowed(NO_TIMER)
    return timer


def _record(timer: Timer, at: datetime, reason: str = "") -> WorkInterval:
    """A clock that was set back while it ran must not lose the work, nor make it negative."""
    return WorkInterval.objects.create(
        ticket=timer.ticket, staff=timer.staff, start=timer.started_at, end=max(at, timer.started_at),
        kind=timer.kind, is_free=timer.is_free, reason=reason or timer.reason, recorded_by=timer.staff,
        recorded_at=at,
    )  # fmt: skip
