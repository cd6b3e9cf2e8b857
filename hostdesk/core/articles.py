"""The states of an article's text in one language, the allowed moves, and who may publish (M21)."""

from collections.abc import Collection, Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType

from hostdesk.core.states import NotAllowed


class Audience(IntEnum):
    """Who may read an article; a larger one reads all that the smaller ones read."""

    PUBLIC = 0
    CUSTOMERS = 1
    STAFF = 2


class TextState(StrEnum):
    """Where the newest version stands; an older one may be on show meanwhile."""

    DRAFT = "draft"
    REVIEW = "review"  # a colleague is asked to read it
    APPROVED = "approved"
    PUBLISHED = "published"  # on show, or from a moment to come
    WITHDRAWN = "withdrawn"


class TextAct(StrEnum):
    """What can happen to a text."""

    SAVE = "save"
    ASK = "ask"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


_STATES = tuple(TextState)
MOVES: Mapping[tuple[TextState, TextAct], TextState] = MappingProxyType(
    {
        **{(state, TextAct.SAVE): TextState.DRAFT for state in _STATES},
        (TextState.DRAFT, TextAct.ASK): TextState.REVIEW,
        (TextState.WITHDRAWN, TextAct.ASK): TextState.REVIEW,
        (TextState.REVIEW, TextAct.APPROVE): TextState.APPROVED,
        (TextState.REVIEW, TextAct.SEND_BACK): TextState.DRAFT,
        (TextState.APPROVED, TextAct.SEND_BACK): TextState.DRAFT,
        **{(state, TextAct.PUBLISH): TextState.PUBLISHED for state in _STATES},
        **{(state, TextAct.WITHDRAW): TextState.WITHDRAWN for state in _STATES},
    }
)


def gettext_noop(text: str) -> str:
    """Marks a sentence for the translators: the core knows no languages."""
    return text


REFUSED: Mapping[TextAct, str] = MappingProxyType(
    {
        TextAct.ASK: gettext_noop(
            "There is nothing new to read: somebody is asked already, or it is published."
        ),
        TextAct.APPROVE: gettext_noop("Nobody has asked for a review of this text."),
        TextAct.SEND_BACK: gettext_noop("Nobody has asked for a review of this text."),
    }
)
OWN = gettext_noop("Somebody else must read what you wrote before it is published: ask for a review.")
UNASKED = gettext_noop("Leads publish drafts; others publish what they were asked to review.")


def move(state: TextState, act: TextAct) -> TextState:
    """The state that follows when `act` happens in `state`; NotAllowed says why it may not."""
    if (state, act) not in MOVES:
        raise NotAllowed(REFUSED[act])
    return MOVES[state, act]


def objection(by: int, *, is_lead: bool, authors: Collection[int], state: TextState) -> str:
    """Why this person may not publish or approve, "" if she may: leads, and who reviews words of others.

    `authors` wrote the versions that no reader has seen yet.
    """
    if is_lead:
        return ""
    if by in authors:
        return OWN
    return "" if state in (TextState.REVIEW, TextState.APPROVED) else UNASKED
