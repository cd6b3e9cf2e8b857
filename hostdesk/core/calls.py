"""What became of a call: whatever the exchange told us of it, in any order, doubled, late or with gaps.

A call is worked out anew from the set of everything heard, so it cannot depend on the order. What is heard
later moves it forward only: ringing, talking, ended (worked examples: docs/rules/calls.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

RINGS_AT_MOST = timedelta(minutes=15)  # after which its end was lost on the way
LASTS_AT_MOST = timedelta(hours=12)


class Happening(StrEnum):
    """One thing that an exchange tells of a call."""

    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Cause(StrEnum):
    """Why it ended, as the exchange says; "" if it does not."""

    NONE = ""
    NORMAL = "normal"  # somebody hung up after talking
    BUSY = "busy"
    GIVEN_UP = "given_up"  # the caller hung up while it rang
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    FORWARDED = "forwarded"
    VOICEMAIL = "voicemail"
    BLOCKED = "blocked"  # the exchange's own list: it never rang


class State(StrEnum):
    """Where a call is; it only moves to the right."""

    RINGING = "ringing"
    TALKING = "talking"
    ENDED = "ended"


class Result(StrEnum):
    """What became of it; "" as long as it goes on."""

    OPEN = ""
    ANSWERED = "answered"
    MISSED = "missed"
    VOICEMAIL = "voicemail"
    FORWARDED = "forwarded"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Heard:
    """One happening; numbers and names as the exchange wrote them, `at` in UTC when we heard it."""

    happening: Happening
    call_id: str
    at: datetime
    direction: str = ""  # a Direction, or "" if it was not said
    caller: str = ""
    called: str = ""
    agents: tuple[str, ...] = ()  # whose phones ring, or who answered
    cause: Cause = Cause.NONE
    seconds: int | None = None  # of talk
    follows: str = ""  # the call that was handed over to this one


@dataclass(frozen=True, slots=True)
class Call:
    """What became of it so far."""

    state: State
    result: Result
    direction: Direction
    caller: str
    called: str
    rung: tuple[str, ...]  # whose phones rang
    agent: str  # who answered first
    cause: Cause
    began_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    seconds: int | None  # of talk; None if it never began or nobody says
    follows: str

    @property
    def wants_call_back(self) -> bool:
        """Somebody called, and no person of ours answered."""
        return self.direction is Direction.IN and self.result in (Result.MISSED, Result.VOICEMAIL)

    @property
    def is_contact(self) -> bool:
        """It came in and is over: a ticket, or a message on one (every contact is one)."""
        return self.direction is Direction.IN and self.result not in (Result.OPEN, Result.BLOCKED)


def call_of(heard: Iterable[Heard], given_up_at: datetime | None = None) -> Call:
    """The call that these happenings are about; ValueError if there are none.

    With `given_up_at` (UTC) it is over since then, unless its end was told: in case of doubt it was missed,
    and somebody calls back.
    """
    known = sorted(set(heard), key=_order)
    if not known:
        raise ValueError("nothing was heard of this call")
    answers = [one for one in known if one.happening is Happening.ANSWERED]
    ends = [one for one in known if one.happening is Happening.ENDED]
    began_at = min(one.at for one in known)
    ended_at = min((one.at for one in ends), default=given_up_at)
    answered_at = _answered_at(answers, ended_at)
    cause = next((one.cause for one in ends if one.cause), Cause.NONE)
    is_over = ended_at is not None
    return Call(
        state=State.ENDED if is_over else State.TALKING if answers else State.RINGING,
        result=_result(answers, ends, cause) if is_over else Result.OPEN,
        direction=Direction(_first(known, "direction") or Direction.IN),
        caller=_first(known, "caller"),
        called=_first(known, "called"),
        rung=_rung(known),
        agent=_agent(answers),
        cause=cause,
        began_at=began_at,
        answered_at=answered_at,
        ended_at=ended_at,
        seconds=_seconds(ends, answered_at, ended_at) if ends else None,
        follows=_first(known, "follows"),
    )


def is_lost(state: str, began_at: datetime, now: datetime) -> bool:
    """Whether the end of a call in this state must have been lost on the way."""
    return now - began_at > {State.RINGING: RINGS_AT_MOST, State.TALKING: LASTS_AT_MOST}.get(
        State(state), timedelta.max
    )


def is_mailbox(agent: str) -> bool:
    """Exchanges let the mailbox answer under this name."""
    return agent.strip().lower() == "voicemail"


_RANK = {Happening.RINGING: 0, Happening.ANSWERED: 1, Happening.ENDED: 2}


def _order(one: Heard) -> tuple[int, datetime, tuple[str, ...]]:
    """By what it is, not by when it came: two that were heard at once have an order, too."""
    rest = (one.caller, one.called, one.direction, *one.agents, one.cause, one.follows, str(one.seconds))
    return (_RANK[one.happening], one.at, rest)


def _answered_at(answers: list[Heard], ended_at: datetime | None) -> datetime | None:
    """An answer that was told after the end was before it."""
    at = min((one.at for one in answers), default=None)
    return min(at, ended_at) if at and ended_at else at


def _result(answers: list[Heard], ends: list[Heard], cause: Cause) -> Result:
    if any(not _is_by_mailbox(one) for one in answers):
        return Result.ANSWERED
    if answers or cause is Cause.VOICEMAIL:
        return Result.VOICEMAIL
    if cause is Cause.NORMAL or (cause is Cause.NONE and any(one.seconds for one in ends)):
        return Result.ANSWERED  # the answer was lost on the way
    return {Cause.BLOCKED: Result.BLOCKED, Cause.FORWARDED: Result.FORWARDED}.get(cause, Result.MISSED)


def _is_by_mailbox(answer: Heard) -> bool:
    """Who is not named is a person, in case of doubt."""
    return bool(answer.agents) and all(map(is_mailbox, answer.agents))


def _agent(answers: list[Heard]) -> str:
    """A person, if one took over from the mailbox."""
    named = sorted((one for one in answers if one.agents), key=_is_by_mailbox)
    return named[0].agents[0] if named else ""


def _seconds(ends: list[Heard], answered_at: datetime | None, ended_at: datetime | None) -> int | None:
    said = next((one.seconds for one in ends if one.seconds is not None), None)
    if said is not None or answered_at is None or ended_at is None:
        return said
    return int((ended_at - answered_at).total_seconds())


def _rung(known: list[Heard]) -> tuple[str, ...]:
    ringing = (name for one in known if one.happening is Happening.RINGING for name in one.agents)
    return tuple(dict.fromkeys(name for name in ringing if name))


def _first(known: list[Heard], field: str) -> str:
    return next((value for one in known if (value := getattr(one, field))), "")
