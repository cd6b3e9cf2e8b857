"""The four states of a ticket, and the one table of allowed moves (M9, M10, M12)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from hostdesk.core.failures import PermanentFailure


class State(StrEnum):
    """Where a ticket stands; who owns it, and whether it is hidden or merged, are facts of their own."""

    NEW = "new"  # nobody has taken it yet
    OPEN = "open"
    PENDING = "pending"  # sleeps until a moment or an answer
    SOLVED = "solved"


class Act(StrEnum):
    """What can happen to a ticket."""

    TAKE = "take"
    REPLY = "reply"
    WAIT = "wait"  # put it to sleep
    WAKE = "wake"  # the moment it slept for has come
    SOLVE = "solve"
    REOPEN = "reopen"
    CUSTOMER_MESSAGE = "customer_message"  # a person wrote, no robot


class NotAllowed(PermanentFailure):
    """A move outside the table; `text` is the English msgid that the desk translates for the agent."""


def move(state: State, act: Act) -> State:
    """The state that follows when `act` happens in `state`; NotAllowed says why it may not."""
    if (state, act) in REFUSED:
        raise NotAllowed(REFUSED[state, act])
    return MOVES[state, act]


def may(state: State, act: Act) -> bool:
    """Whether the desk should offer `act` on a ticket in `state`."""
    return (state, act) in MOVES


MOVES: Mapping[tuple[State, Act], State] = MappingProxyType(
    {
        (State.NEW, Act.TAKE): State.OPEN,
        (State.NEW, Act.REPLY): State.OPEN,
        # Without consent to chargeable work a new ticket sleeps until the next working day (M15).
        (State.NEW, Act.WAIT): State.PENDING,
        (State.NEW, Act.CUSTOMER_MESSAGE): State.NEW,
        (State.OPEN, Act.TAKE): State.OPEN,  # a colleague takes over
        (State.OPEN, Act.REPLY): State.OPEN,
        (State.OPEN, Act.WAIT): State.PENDING,
        (State.OPEN, Act.SOLVE): State.SOLVED,
        (State.OPEN, Act.CUSTOMER_MESSAGE): State.OPEN,
        (State.PENDING, Act.TAKE): State.OPEN,
        (State.PENDING, Act.REPLY): State.PENDING,
        (State.PENDING, Act.WAIT): State.PENDING,  # until another moment
        (State.PENDING, Act.WAKE): State.OPEN,
        (State.PENDING, Act.SOLVE): State.SOLVED,
        (State.PENDING, Act.CUSTOMER_MESSAGE): State.OPEN,
        (State.SOLVED, Act.REPLY): State.SOLVED,  # a last word does not undo the solution
        (State.SOLVED, Act.REOPEN): State.OPEN,
        (State.SOLVED, Act.CUSTOMER_MESSAGE): State.OPEN,
    }
)


def gettext_noop(text: str) -> str:
    """Marks a sentence for the collector of translations; this layer knows no languages."""
    return text


REFUSED: Mapping[tuple[State, Act], str] = MappingProxyType(
    {
        (State.NEW, Act.WAKE): gettext_noop("This ticket is not asleep: it waits for somebody to take it."),
        (State.NEW, Act.SOLVE): gettext_noop(
            "Nobody has taken this ticket yet: take it before you solve it."
        ),
        (State.NEW, Act.REOPEN): gettext_noop(
            "This ticket has not been solved, so there is nothing to reopen."
        ),
        (State.OPEN, Act.WAKE): gettext_noop("This ticket is not asleep: somebody is already working on it."),
        (State.OPEN, Act.REOPEN): gettext_noop("This ticket is open already."),
        (State.PENDING, Act.REOPEN): gettext_noop("This ticket sleeps and was not solved: take it to go on."),
        (State.SOLVED, Act.TAKE): gettext_noop("This ticket is solved: reopen it before you take it."),
        (State.SOLVED, Act.WAIT): gettext_noop(
            "This ticket is solved: reopen it before you put it to sleep."
        ),
        (State.SOLVED, Act.WAKE): gettext_noop(
            "This ticket was solved while it slept: there is nothing to wake."
        ),
        (State.SOLVED, Act.SOLVE): gettext_noop("This ticket is solved already."),
    }
)
