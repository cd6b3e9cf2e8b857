from hostdesk.tickets.models.draft import Draft, Presence
from hostdesk.tickets.models.message import Attachment, Kind, Message
from hostdesk.tickets.models.ticket import Link, LinkKind, Participant, Queue, Ticket, TicketDepartment

__all__ = [
    "Attachment", "Draft", "Kind", "Link", "LinkKind", "Message", "Participant", "Presence", "Queue",
    "Ticket", "TicketDepartment",
]  # fmt: skip
