"""When the first response is due (M14) and, without consent, when staff get in touch (M15)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from hostdesk.core.hours import Hours, add, is_open, measure, next_opening

FOUR_HOURS = 14_400
SOON_SECONDS = 3_600

_TARGET = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m)?\s*(?:(\d+)\s*s)?")


class ClockState(StrEnum):
    """What the clock badge on a ticket says."""

    CALM = "calm"
    SOON = "soon"  # less than sixty support minutes are left
    LATE = "late"  # overdue, or answered too late
    MET = "met"  # answered in time


@dataclass(frozen=True, slots=True)
class Clock:
    """How the promise stands; `remaining` is support seconds, negative once late, `share_used` 0.0 to 1.0."""

    state: ClockState
    remaining: int
    share_used: float


def first_response_due(received_at: datetime, hours: Hours, target_seconds: int = FOUR_HOURS) -> datetime:
    """The instant (UTC) at which `target_seconds` of open time have passed; then is still in time (M14)."""
    return add(hours, received_at, target_seconds)


def resume_from(received_at: datetime, hours: Hours) -> datetime | None:
    """When staff get in touch without the customer's consent: the next opening, None inside hours (M15)."""
    return None if is_open(hours, received_at) else next_opening(hours, received_at)


def clock(
    received_at: datetime, due: datetime, now: datetime, hours: Hours, answered_at: datetime | None = None
) -> Clock:
    """How the first response stands at `now`, or stood when it was `answered_at`."""
    at = answered_at or now
    remaining = measure(hours, at, due)
    state = _state(remaining, is_late=at > due, is_answered=answered_at is not None)
    return Clock(state, remaining, _share(remaining, _promised(received_at, due, hours)))


def share_used(received_at: datetime, due: datetime, now: datetime, hours: Hours) -> float:
    """How much of the promised open time has been used at `now`, 0.0 to 1.0."""
    return _share(measure(hours, now, due), _promised(received_at, due, hours))


def parse_target(text: str) -> int:
    """Seconds of a target written "4h", "1h 30m" or "90m"; ValueError says what is wrong."""
    found = _TARGET.fullmatch(text.strip().lower())
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    target = timedelta(hours=hours, minutes=minutes, seconds=seconds) // timedelta(seconds=1)
    if not target:
        raise ValueError(f"Write a target like 4h, 1h 30m or 90m (a day of work is 10h), not {text!r}.")
    return target


# A list asks for the same tickets again and again.
@lru_cache(maxsize=8192)
def _promised(received_at: datetime, due: datetime, hours: Hours) -> int:
    """The open seconds from receipt to deadline."""
    return measure(hours, received_at, due)


def _share(remaining: int, promised: int) -> float:
    return 1.0 if promised <= 0 or remaining <= 0 else max(0, promised - remaining) / promised


def _state(remaining: int, *, is_late: bool, is_answered: bool) -> ClockState:
    if is_late:
        return ClockState.LATE
    if is_answered:
        return ClockState.MET
    return ClockState.SOON if remaining < SOON_SECONDS else ClockState.CALM
