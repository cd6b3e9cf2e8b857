"""Opening a ticket: number, department, customer, promise (M9, M14)."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from hostdesk.accounts.models import Department
from hostdesk.core import numbers
from hostdesk.core.acknowledgement import nobody_reads
from hostdesk.core.incoming import Address, Incoming
from hostdesk.core.threads import Decision, Kind
from hostdesk.customers.models import Contact, Customer
from hostdesk.lib import rows
from hostdesk.tickets.models import Link, LinkKind, Participant, Ticket, TicketDepartment
from hostdesk.tickets.recognise import Recognised, recognise
from hostdesk.tickets.routing import departments_for
from hostdesk.tickets.standing import promise, settle
from hostdesk.tickets.storable import ADDRESS, NAME, SUBJECT
from hostdesk.tickets.telling import tell

LEAD = 160  # characters of the first message that the list shows


def drawn_up(incoming: Incoming, received_at: datetime) -> tuple[Ticket, list[Department]]:
    """The ticket for a message that joins none, not saved yet, and the further departments it was sent to."""
    department, *also = departments_for([*incoming.recipients, *(one.address for one in incoming.to)])
    ticket = blank(department, received_at)
    describe(ticket, incoming)
    return ticket, also


def describe(ticket: Ticket, incoming: Incoming) -> None:
    """Who asks, for what, in which language, and until when we promise an answer."""
    known = recognise(incoming)
    answer_to = _answer_to(incoming)
    ticket.customer, ticket.contact = known.customer, known.contact
    ticket.account_number, ticket.invoice_number = known.account_number, known.invoice_number
    ticket.subject = incoming.subject[:SUBJECT]
    ticket.lead = " ".join(incoming.new_text[: LEAD * 3].split())[:LEAD]
    ticket.channel, ticket.is_spam = incoming.channel, bool(incoming.suspicion)
    shown = _shown(incoming, known)
    ticket.language = _language(shown.contact, shown.customer, incoming.language)
    ticket.requester = answer_to.address.lower()[:ADDRESS]
    ticket.requester_name = answer_to.name[:NAME]
    ticket.due_at, ticket.calendar = promise(shown.customer, ticket.received_at)


def open_for(ticket: Ticket, also: Sequence[Department], incoming: Incoming, decision: Decision) -> None:
    """Write down a new ticket, seen by further departments, linked or suggested for merging as decided."""
    settle(ticket, ticket.received_at)
    if also:
        TicketDepartment.objects.bulk_create(TicketDepartment(ticket=ticket, department=one) for one in also)
    take_part(ticket, incoming)
    tell(
        ticket, "ticket.opened", None, ticket.received_at, department=ticket.department.slug,
        also=[one.slug for one in also], due=ticket.due_at, calendar=ticket.calendar.label,
        customer=ticket.customer.number if ticket.customer else "", channel=ticket.channel,
    )  # fmt: skip
    if ticket.is_spam:
        tell(ticket, "ticket.suspected", None, ticket.received_at, why=incoming.suspicion)
    _link(ticket, decision)


def blank(department: Department, received_at: datetime) -> Ticket:
    """A ticket with a number, in a department, with the standard promise; nothing is saved."""
    ticket = Ticket(
        number=_number(),
        department=department,
        received_at=received_at,
        last_message_at=received_at,
        message_count=1,
    )
    ticket.language = settings.HOSTDESK["HOSTDESK_LANGUAGE"]
    return ticket


def take_part(ticket: Ticket, incoming: Incoming) -> None:
    """The sender, and the address that we answer to, take part; never anybody whom a mail merely names."""
    people = {one.address.lower(): one.name for one in (_answer_to(incoming), incoming.sender) if one.address}
    # A ticket that was there before may know her.
    known = set(ticket.participants.values_list("address", flat=True)) if ticket.message_count > 1 else set()
    for address, name in people.items():
        one = Participant(
            ticket=ticket, address=address[:ADDRESS], name=name[:NAME], since=ticket.received_at
        )
        if one.address not in known:
            rows.insert(one)


def _number() -> str:
    """A number that nobody has; random, so that it tells nothing about how many there are."""
    while True:
        number = numbers.make(
            secrets.randbelow(numbers.POSSIBLE), settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"]
        )
        if not rows.exists(Ticket, number=number):
            return number


def _answer_to(incoming: Incoming) -> Address:
    """The sender; her Reply-To only where nobody reads the sender's own address (shops write so)."""
    if incoming.reply_to and (not incoming.sender.address or nobody_reads(incoming.sender.address)):
        return incoming.reply_to[0]
    return incoming.sender


def _shown(incoming: Incoming, known: Recognised) -> Recognised:
    """Whose contract and language the sender may notice in our answer.

    A guest who fills a form in with somebody's number or address must not learn from the deadline on the next
    page, or from its language, that we know it.
    """
    is_guest = incoming.channel == "form" and not incoming.authentication.is_proven
    return Recognised() if is_guest else known


def _language(contact: Contact | None, customer: Customer | None, detected: str) -> str:
    known = [contact and contact.language, customer and customer.language, detected]
    chosen = next((one for one in known if one), "")
    return chosen if chosen in ("de", "en") else str(settings.HOSTDESK["HOSTDESK_LANGUAGE"])


def _link(ticket: Ticket, decision: Decision) -> None:
    links = [(pk, LinkKind.MAY_BELONG) for pk in decision.suggested]
    if decision.kind == Kind.NEW_LINKED and decision.root_id is not None:
        links = [(decision.root_id, LinkKind.FOLLOW_UP)]
    if links:
        Link.objects.bulk_create(Link(ticket=ticket, other_id=pk, kind=kind) for pk, kind in links)
