"""What comes to a webhook, what we take from it, and what we answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hostdesk.core.calls import Heard
from hostdesk.core.failures import PermanentFailure

ID, TEXT, NAMES = 200, 100, 50  # characters; names in one list


class Refused(PermanentFailure):
    """It is not signed as it should be, or too old: nothing of it is believed."""


class Unreadable(PermanentFailure):
    """It is signed, and is no event of this dialect."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came; header names in lower case; `fields` are those of a form or of JSON."""

    body: bytes
    headers: Mapping[str, str]
    fields: Mapping[str, Sequence[str]]
    address: str  # our own, absolute: where further events are to go
    at: datetime  # UTC

    def one(self, *names: str) -> str:
        """The first value under the first of these names that has one."""
        return next((value for name in names for value in self.fields.get(name, ()) if value), "")[:TEXT]

    def all(self, *names: str) -> tuple[str, ...]:
        """Every value under any of these names."""
        found = (value[:TEXT] for name in names for value in self.fields.get(name, ()) if value)
        return tuple(dict.fromkeys(found))[:NAMES]

    def call_id(self, *names: str) -> str:
        """The id of the call; Unreadable without one."""
        found = next((value for name in names for value in self.fields.get(name, ()) if value), "")
        if not found:
            raise Unreadable("it names no call")
        return found[:ID]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the exchange wants to read."""

    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Dialect:
    """`check` raises Refused, `read` Unreadable; None is an event that says nothing about a call."""

    check: Callable[[Request, str], None]
    read: Callable[[Request], Heard | None]
    answer: Callable[[Request], Answer]


def unsigned(request: Request, secret: str) -> None:
    """The token in the address is all that these exchanges can show."""


def whole_number(text: str) -> int | None:
    """Seconds, if they are any."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None
