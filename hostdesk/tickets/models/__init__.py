from hostdesk.tickets.models.draft import Draft, Presence
from hostdesk.tickets.models.message import Attachment, Kind, Message
from hostdesk.tickets.models.ticket import Link, LinkKind, Participant, Ticket, TicketDepartment

__all__ = [
    "Attachment", "Draft", "Kind", "Link", "LinkKind", "Message", "Participant", "Presence", "Ticket",
    "TicketDepartment",
]  # fmt: skip
