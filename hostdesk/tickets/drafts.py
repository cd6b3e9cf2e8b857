"""Unfinished text of an agent, saved as she types."""

from typing import Any

from hostdesk.accounts.models import Staff
from hostdesk.lib import rows, storable
from hostdesk.tickets.models import Draft, Ticket


def save(
    ticket: Ticket, staff: Staff, kind: str, text: str, cc: str = "", essentials: dict[str, Any] | None = None
) -> Draft | None:
    """Keep the text and what was entered as essential data; nothing at all is dropped.

    `ticket` must be a root that `staff` may see; `essentials` None leaves them as they are.
    """
    text, cc = storable.text(text), storable.text(cc)[:2000]
    essentials = _storable(essentials)
    if not text.strip() and not (essentials and (essentials.get("typed") or essentials.get("reason"))):
        drop(ticket, staff, kind)
        return None
    draft, is_new = Draft.objects.get_or_create(
        ticket=ticket,
        staff=staff,
        kind=kind,
        defaults={
            "text": text, "cc": cc, "essentials": essentials or {}, "message_count": ticket.message_count,
        },
    )  # fmt: skip
    if not is_new:
        draft.text, draft.cc = text, cc
        draft.essentials = draft.essentials if essentials is None else essentials
        draft.save()
    return draft


def load(ticket: Ticket, staff: Staff) -> dict[str, Draft]:
    """The drafts of `staff` on this ticket, by kind of message."""
    return {draft.kind: draft for draft in rows.each(Draft, ticket=ticket.pk, staff=staff.pk)}


def drop(ticket: Ticket, staff: Staff, kind: str) -> None:
    """It was sent, or given up."""
    Draft.objects.filter(ticket=ticket, staff=staff, kind=kind).delete()


def _storable(essentials: dict[str, Any] | None) -> dict[str, Any] | None:
    if essentials is None:
        return None
    typed = {str(item): storable.text(value) for item, value in essentials.get("typed", {}).items()}
    return essentials | {"typed": typed, "reason": storable.text(essentials.get("reason", ""))}
