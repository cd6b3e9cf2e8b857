"""The result of a complaint answers the request: if it is the first answer, it keeps the promise (M14)."""

from datetime import datetime

from hostdesk.accounts.models import Staff
from hostdesk.complaints.models import Complaint
from hostdesk.complaints.sheet import Content
from hostdesk.core.essentials import Essentials, Item, Request
from hostdesk.core.states import Act, State, move
from hostdesk.tickets import first_responses
from hostdesk.tickets.actions.handling import put_in_charge
from hostdesk.tickets.first_response_letter import Form
from hostdesk.tickets.letters import moment, one_line
from hostdesk.tickets.models import Message, Ticket
from hostdesk.tickets.telling import tell

_WHY = "The result of the complaint says all that is known."


def form(root: Ticket, complaint: Complaint, content: Content, at: datetime) -> Form | None:
    """The essential data that the letter repeats if it is the first answer."""
    if root.responded_at is not None:
        return None
    return first_responses.checked(root, _essentials(root, complaint, content, at))


def answered(root: Ticket, message: Message, told: Form | None, by: Staff, at: datetime) -> None:
    """Within an action: what a reply does to its ticket, this letter does too."""
    root.state = move(State(root.state), Act.REPLY)
    root.is_unread = False
    if root.assignee is None:
        put_in_charge(root, by)
        tell(root, "ticket.taken", by, at)
    if told is not None:
        root.responded_at, root.responded_by = at, by
        kept = "promise.met" if at <= root.due_at else "promise.missed"
        tell(root, kept, by, at, due=root.due_at, **first_responses.keep(message, told))


def _essentials(root: Ticket, complaint: Complaint, content: Content, at: datetime) -> Essentials:
    customer = root.customer
    items = "\n".join(one_line(one["description"]) for one in content["items"])
    values = {
        Item.CUSTOMER: f"{customer.number}, {customer.name}" if customer else "",
        Item.CONTACT: root.requester_name or root.requester,
        Item.SUBJECT: one_line(root.subject),
        Item.REPORTED: "\n".join(one.reason for one in complaint.items.all()),
        Item.INVOICE: content["invoice"],
        Item.DISPUTED: items,
        Item.START: moment(at, root.language),
    }
    return Essentials(Request.COMPLAINT, values, reason=_WHY)
