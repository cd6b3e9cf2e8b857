"""A ticket that an agent opens herself: a call she took, or a mail that she begins."""

import secrets
from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Department, Staff
from hostdesk.core.incoming import Address, Incoming
from hostdesk.core.states import NotAllowed
from hostdesk.core.threads import Decision, Kind, Why
from hostdesk.journal.record import writing
from hostdesk.tickets import live, search
from hostdesk.tickets.actions.beginning import READ_ONLY, moment
from hostdesk.tickets.messages import from_incoming, write
from hostdesk.tickets.models import Message, Ticket
from hostdesk.tickets.opening import drawn_up, open_for
from hostdesk.tickets.routing import address_of
from hostdesk.tickets.storable import storable_incoming
from hostdesk.tickets.telling import tell


def open_by_staff(
    department: Department,
    requester: Address,
    subject: str,
    text: str,
    by: Staff,
    *,
    channel: str = "phone",
    phone: str = "",
    at: datetime | None = None,
) -> Ticket:
    """Open a ticket for somebody who called; `text` is what she asked for, in the agent's words.

    `phone` (E.164) is the number that she called from, if it is known.
    """
    if not by.may_change:
        raise NotAllowed(READ_ONLY)
    if not subject.strip() or not text.strip():
        raise NotAllowed(gettext_noop("Write down what it is about, and what was asked for."))
    at = moment(at)
    incoming = storable_incoming(
        Incoming(
            key=f"desk:{secrets.token_hex(16)}",
            channel=channel,
            sender=requester,
            phone=phone,
            subject=subject.strip(),
            text=text,
            new_text=text,
            recipients=(address_of(department),),
        )
    )
    with writing():
        decision = Decision(Kind.NEW, Why.NOTHING_NAMED)
        ticket, also = drawn_up(incoming, at)
        ticket.is_unread = False
        open_for(ticket, also, incoming, decision)
        message: Message = from_incoming(incoming, ticket)
        message.at, message.author = at, by
        message.joined_because = {"kind": decision.kind, "why": decision.why}
        write(message)
        tell(ticket, "message.received", by, at, message=message.pk, digest=message.digest)
        search.add(message)
        live.changed(ticket)
        return ticket
