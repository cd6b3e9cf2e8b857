"""First responses in tests that are about something else: every item of the form, in plain words."""

from typing import Any

from hostdesk.accounts.models import Staff
from hostdesk.core.essentials import Essentials, Item, Request
from hostdesk.tickets import actions
from hostdesk.tickets.models import Message, Ticket


def complete(request: Request = Request.QUESTION, **but: str) -> Essentials:
    """Everything is known; `but` says items otherwise, "" leaves them out."""
    values = {item: f"{item.value} of the request" for item in Item}
    return Essentials(request, values | {Item(name): text for name, text in but.items()})


def reply(ticket: Ticket, text: str, by: Staff, **how: Any) -> Message:
    """`actions.reply`, which repeats everything if it is the first response."""
    return actions.reply(ticket, text, by, essentials=complete(), **how)


def posted(request: Request = Request.QUESTION, **but: str) -> dict[str, str]:
    """The same as fields of the desk's form, all of them entered by hand."""
    said = complete(request, **but)
    return {"e_request": said.request.value} | {f"e_{item}": text for item, text in said.values.items()}
