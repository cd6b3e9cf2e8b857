"""The essential data as they come out of a form: what a person entered, and what the desk had filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from hostdesk.core.essentials import Item, Request
from hostdesk.desk.essentials_known import Entered, Known
from hostdesk.desk.essentials_words import NOT_A_CUSTOMER

PREFIX = "e_"  # of the names of all its fields


@dataclass(frozen=True, slots=True)
class Posted:
    """A form that was sent."""

    entered: Entered
    shown: Mapping[Item, str]  # what the desk had filled in when the form was made


def posted(fields: Mapping[str, str], language: str) -> Posted | None:
    """The form among the fields of a POST; None if there is none. `language` is that of the letter."""
    if f"{PREFIX}request" not in fields:
        return None
    shown = {item: _clean(fields.get(f"{PREFIX}was_{item}", "")) for item in Item}
    values = {item: _clean(fields[f"{PREFIX}{item}"]) for item in Item if f"{PREFIX}{item}" in fields}
    if fields.get(f"{PREFIX}stranger") and not values.get(Item.CUSTOMER):
        values[Item.CUSTOMER] = NOT_A_CUSTOMER[language]
    typed = {item: value for item, value in values.items() if value != shown[item]}
    return Posted(Entered(_request(fields), typed, _clean(fields.get(f"{PREFIX}reason", ""))), shown)


def as_draft(entered: Entered) -> dict[str, object]:
    """For the row of a draft."""
    return {
        "request": entered.request or "",
        "typed": {item.value: value for item, value in entered.typed.items()},
        "reason": entered.reason,
    }


def from_draft(stored: Mapping[str, object]) -> Entered:
    """The other way round; what an older version wrote and we don't know is left out."""
    typed = stored.get("typed")
    found = typed if isinstance(typed, dict) else {}
    request = next((one for one in Request if one == stored.get("request")), None)
    values = {item: str(found[item.value]) for item in Item if item.value in found}
    return Entered(request, values, str(stored.get("reason", "")))


def renewed(form: Posted, found: Known) -> tuple[Item, ...]:
    """What the desk had filled in and fills in otherwise by now; nobody has looked at it yet."""
    left = (item for item in Item if item not in form.entered.typed)
    return tuple(item for item in left if form.shown[item] != _clean(found.values.get(item, "")))


def _request(fields: Mapping[str, str]) -> Request | None:
    """None while it is what the desk had presumed: a ticket handed on is presumed to be something else."""
    chosen = fields[f"{PREFIX}request"]
    if chosen == fields.get(f"{PREFIX}was_request"):
        return None
    return next((one for one in Request if one == chosen), None)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
