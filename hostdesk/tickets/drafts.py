"""Unfinished text of an agent, saved as she types."""

from hostdesk.accounts.models import Staff
from hostdesk.lib import rows, storable
from hostdesk.tickets.models import Draft, Ticket


def save(ticket: Ticket, staff: Staff, kind: str, text: str, cc: str = "") -> Draft | None:
    """Keep the text; an empty one is dropped. `ticket` must be a root that `staff` may see."""
    text, cc = storable.text(text), storable.text(cc)[:2000]
    if not text.strip():
        drop(ticket, staff, kind)
        return None
    draft, is_new = Draft.objects.get_or_create(
        ticket=ticket,
        staff=staff,
        kind=kind,
        defaults={"text": text, "cc": cc, "message_count": ticket.message_count},
    )
    if not is_new:
        draft.text, draft.cc = text, cc
        draft.save()
    return draft


def load(ticket: Ticket, staff: Staff) -> dict[str, Draft]:
    """The drafts of `staff` on this ticket, by kind of message."""
    return {draft.kind: draft for draft in rows.each(Draft, ticket=ticket.pk, staff=staff.pk)}


def drop(ticket: Ticket, staff: Staff, kind: str) -> None:
    """It was sent, or given up."""
    Draft.objects.filter(ticket=ticket, staff=staff, kind=kind).delete()
