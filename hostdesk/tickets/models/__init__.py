from hostdesk.tickets.models.draft import Draft, Presence
from hostdesk.tickets.models.escalation import Escalation
from hostdesk.tickets.models.message import Attachment, Kind, Message
from hostdesk.tickets.models.response import FirstResponse
from hostdesk.tickets.models.ticket import Link, LinkKind, Participant, Queue, Ticket, TicketDepartment

__all__ = [
    "Attachment", "Draft", "Escalation", "FirstResponse", "Kind", "Link", "LinkKind", "Message",
    "Participant", "Presence", "Queue", "Ticket", "TicketDepartment",
]  # fmt: skip
