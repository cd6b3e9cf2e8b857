"""Each call as everything heard of it says; `run` is one of the workers of `hostdesk work`."""

import logging
import threading
import time
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import Error, IntegrityError, close_old_connections, transaction
from django.utils import timezone

from hostdesk.core import calls
from hostdesk.core.failures import TemporaryFailure
from hostdesk.customers.by_phone import caller_of
from hostdesk.gateways.phone import handing_in, hearing, late_news, lines
from hostdesk.gateways.phone.models import Call, CallEvent
from hostdesk.lib import phones
from hostdesk.tickets import callbacks, live

_IDLE = 0.75  # seconds between two looks for what other processes have heard
_SLOW = 30.0  # seconds between two looks for calls whose end was lost, and call-backs that are due
_AT_ONCE = 100

log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Follow calls until `stop_event`; a database that is away is asked again later."""
    next_slow = 0.0
    while not stop_event.is_set():
        hearing.heard_something.clear()
        is_busy = False
        try:
            is_busy = run_once()
            if time.monotonic() >= next_slow:
                end_lost(timezone.now())
                callbacks.remind_due(timezone.now())
                next_slow = time.monotonic() + _SLOW
        except (Error, OSError, TemporaryFailure) as error:
            log.warning("calls wait, the database or the disk is away: %s", error)
        if not is_busy:
            close_old_connections()
            hearing.heard_something.wait(_IDLE)


def run_once(now: datetime | None = None) -> bool:
    """Follow what is new, hand in what is over; False means that there was nothing new."""
    fresh = list(CallEvent.objects.filter(is_done=False).order_by("pk")[:_AT_ONCE])
    for source, call_id in dict.fromkeys((one.source, one.call_id) for one in fresh):
        follow(source, call_id)
    handing_in.hand_in_due(now or timezone.now())
    return bool(fresh)


def end_lost(now: datetime) -> int:
    """End the calls whose end was never told (core.calls says when); returns how many."""
    long_ago = now - calls.RINGS_AT_MOST
    going_on = Call.objects.exclude(state=calls.State.ENDED).filter(began_at__lt=long_ago)
    lost = [one for one in going_on if calls.is_lost(one.state, one.began_at, now)]
    return sum(not follow(one.source, one.call_id, now).is_going_on for one in lost)


def follow(source: str, call_id: str, given_up_at: datetime | None = None) -> Call:
    """Work the call out from everything heard of it; with `given_up_at` (UTC) nobody waits for its end."""
    try:
        return _followed(source, call_id, given_up_at)
    except IntegrityError:
        return _followed(source, call_id, given_up_at)  # another worker was quicker to write its row


def _followed(source: str, call_id: str, given_up_at: datetime | None) -> Call:
    with transaction.atomic():
        known = Call.objects.select_for_update().filter(source=source, call_id=call_id).first()
        # Read after the lock, so that whoever comes later knows at least as much.
        heard = hearing.heard_of(source, call_id)
        over_since = known.ended_at if known else None
        told = calls.call_of([one for _, one in heard], over_since or given_up_at)
        row = known or Call(source=source, call_id=call_id)
        before = None if row.pk is None else _facts(row)
        _describe(row, told)
        if before != _facts(row):
            row.changed_at = timezone.now()
            row.save()
            _announce(row)
        CallEvent.objects.filter(pk__in=[pk for pk, _ in heard], is_done=False).update(is_done=True)
    late_news.learned(row)
    return row


def _describe(row: Call, told: calls.Call) -> None:
    said = asdict(told)
    is_new_caller = row.pk is None or row.caller != told.caller[:100]
    for name in ("state", "result", "direction", "cause", "agent", "began_at", "answered_at", "ended_at",
                 "seconds", "follows", "caller", "called"):  # fmt: skip
        setattr(row, name, said[name])
    row.rung = list(told.rung)
    row.department = lines.department_of(told.called if told.direction is calls.Direction.IN else told.caller)
    if is_new_caller:
        other = phones.read(told.caller if told.direction is calls.Direction.IN else told.called)
        maybe = caller_of(other)
        row.caller_e164, row.certainty = other.e164, maybe.certainty
        row.contact, row.customer = maybe.contact, maybe.customer


def _facts(row: Call) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in Call._meta.concrete_fields}


def _announce(row: Call) -> None:
    live.call_changed(row.pk, row.department.slug)
