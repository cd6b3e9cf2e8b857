from hostdesk.tickets.models.callback import Attempt, CallBack, CallBackAttempt, CallBackState, PromisedCall
from hostdesk.tickets.models.draft import Draft, Presence
from hostdesk.tickets.models.escalation import Escalation
from hostdesk.tickets.models.message import Attachment, Kind, Message
from hostdesk.tickets.models.response import FirstResponse
from hostdesk.tickets.models.ticket import Link, LinkKind, Participant, Queue, Ticket, TicketDepartment

__all__ = [
    "Attachment", "Attempt", "CallBack", "CallBackAttempt", "CallBackState", "Draft", "Escalation",
    "FirstResponse", "Kind", "Link", "LinkKind", "Message", "Participant", "Presence", "PromisedCall",
    "Queue", "Ticket", "TicketDepartment",
]  # fmt: skip
