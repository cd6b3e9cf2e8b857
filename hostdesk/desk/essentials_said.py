"""The essential data beneath a first response in the timeline, as they were sent (M14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from hostdesk.core.essentials import Item
from hostdesk.desk.essentials_names import names
from hostdesk.tickets import first_responses
from hostdesk.tickets.first_response_letter import LABELS
from hostdesk.tickets.models import Message


@dataclass(frozen=True, slots=True)
class Said:
    """What the letter repeated, in its language, and what it lacked."""

    rows: Sequence[tuple[str, str]]
    missing: str
    reason: str


def said(message: Message) -> Said | None:
    """None if it was no first response."""
    row = first_responses.of(message)
    if row is None:
        return None
    labels = LABELS[message.language or "de"]
    rows = [(labels[Item(item)], value) for item, value in row.values]
    return Said(rows, names(row.missing), row.reason)
