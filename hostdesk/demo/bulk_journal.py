"""Many events at once, chained like all others."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hostdesk.journal import chain
from hostdesk.journal.models import Event
from hostdesk.journal.record import NotWriting, is_writing


@dataclass(frozen=True, slots=True)
class Happening:
    """An event before it has its place in the chain; `at` in UTC."""

    kind: str
    about: str
    by: str
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)


def append(happenings: Iterable[Happening]) -> int:
    """Append them in their order and return how many; raises NotWriting outside `writing()`."""
    if not is_writing():
        raise NotWriting("Events are recorded inside `with writing():`")
    seq, last = Event.objects.order_by("-seq").values_list("seq", "hash").first() or (0, chain.BEGINNING)
    events = []
    for happening in happenings:
        event = _event(seq + 1, last, happening)
        seq, last = event.seq, event.hash
        events.append(event)
    Event.objects.bulk_create(events, batch_size=2000)
    return len(events)


def _event(seq: int, last: str, one: Happening) -> Event:
    payload, salt = chain.canonical(one.data), secrets.token_hex(16)
    commitment = chain.commitment(salt, payload)
    return Event(
        seq=seq,
        about=one.about,
        kind=one.kind,
        at=one.at,
        actor=one.by,
        payload=payload,
        salt=salt,
        commitment=commitment,
        prev_hash=last,
        hash=chain.link(
            seq=seq,
            about=one.about,
            kind=one.kind,
            at=one.at,
            actor=one.by,
            commitment=commitment,
            prev_hash=last,
        ),
    )
