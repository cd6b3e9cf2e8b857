"""The form of the first response: complete or with a reason, and kept as it was sent (M7, M14)."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from hostdesk.core.essentials import Essentials, Item, field_of, missing, presumed, refused_for, required
from hostdesk.core.states import NotAllowed
from hostdesk.lib import storable
from hostdesk.tickets.first_response_letter import Form
from hostdesk.tickets.models import FirstResponse, Message, Ticket

INCOMPLETE = "The first response repeats the essential data, and something is missing."
LONGEST = 4000  # characters of one item, and of the reason


class Incomplete(NotAllowed):
    """A first response lacks these items, and nobody said why."""

    def __init__(self, missing: tuple[Item, ...]) -> None:
        super().__init__(INCOMPLETE)
        self.missing = missing


def checked(root: Ticket, essentials: Essentials | None) -> Form:
    """What the letter of `root` will say, by its department as it is now; Incomplete without a reason."""
    department = field_of(root.department.slug)
    if essentials is None:
        raise Incomplete(_all_required(root))
    essentials = _storable(essentials, root)
    if refused := refused_for(department, essentials):
        raise Incomplete(refused)
    lacking = missing(department, essentials)
    return Form(root.number, root.language, essentials.said(), lacking, essentials)


def keep(message: Message, form: Form) -> dict[str, Any]:
    """Within an action: write the row beside its message; returns what the journal says about it."""
    row = FirstResponse(
        message=message,
        request=form.essentials.request,
        values=[list(pair) for pair in form.values],
        typed=dict(form.essentials.typed),
        missing=list(form.missing),
        reason=form.essentials.reason if form.missing else "",
    )
    row.digest = digest(row)
    row.save(force_insert=True)
    return {"message": message.pk, "missing": row.missing, "reason": row.reason, "essentials": row.digest}


def digest(row: FirstResponse) -> str:
    """SHA-256 over what was said and what was missing."""
    said = [row.message_id, row.request, row.values, row.typed, row.missing, row.reason]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def of(message: Message) -> FirstResponse | None:
    """The form that went out with this message, if it was a first response."""
    return getattr(message, "first_response", None)


def as_draft(message: Message) -> dict[str, Any] | None:
    """What a person had entered in it, for a draft."""
    row = of(message)
    return {"request": row.request, "typed": row.typed, "reason": row.reason} if row else None


def _all_required(root: Ticket) -> tuple[Item, ...]:
    department = field_of(root.department.slug)
    return required(department, presumed(department, has_invoice=bool(root.invoice_number)))


def _storable(essentials: Essentials, root: Ticket) -> Essentials:
    values = {item: storable.text(value).strip()[:LONGEST] for item, value in essentials.values.items()}
    # The ticket may have been handed on while the form was open: the letter says who has it now.
    values[Item.DEPARTMENT] = root.department.name(root.language)
    typed = {item: storable.text(value)[:LONGEST] for item, value in essentials.typed.items()}
    reason = storable.text(essentials.reason).strip()[:LONGEST]
    return replace(essentials, values=values, typed=typed, reason=reason)
