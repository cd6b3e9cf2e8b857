"""Opening a ticket: number, department, customer, promise (M9, M14)."""

import secrets
from datetime import datetime

from django.conf import settings

from hostdesk.accounts.models import Department
from hostdesk.core import numbers
from hostdesk.core.acknowledgement import nobody_reads
from hostdesk.core.incoming import Address, Incoming
from hostdesk.core.threads import Decision, Kind
from hostdesk.journal.record import writing
from hostdesk.tickets import live, search
from hostdesk.tickets.actions.beginning import tell
from hostdesk.tickets.messages import write
from hostdesk.tickets.models import Kind as MessageKind
from hostdesk.tickets.models import Link, LinkKind, Message, Participant, Ticket, TicketDepartment
from hostdesk.tickets.recognise import Recognised, recognise
from hostdesk.tickets.routing import departments_for
from hostdesk.tickets.standing import promise, settle

LEAD = 160  # characters of the first message that the list shows


def open_for(incoming: Incoming, decision: Decision, received_at: datetime) -> Ticket:
    """A new ticket for a message that joins none; linked or suggested for merging as the decision says."""
    known = recognise(incoming)
    departments = departments_for([*incoming.recipients, *(one.address for one in incoming.to)])
    answer_to = _answer_to(incoming)
    ticket = _new(departments[0], known, received_at)
    ticket.subject = incoming.subject[:998]
    ticket.lead = " ".join(incoming.new_text[: LEAD * 3].split())[:LEAD]
    ticket.channel = incoming.channel
    ticket.language = _language(known, incoming.language)
    ticket.requester, ticket.requester_name = answer_to.address[:320], answer_to.name[:300]
    settle(ticket, received_at)
    TicketDepartment.objects.bulk_create(
        TicketDepartment(ticket=ticket, department=one) for one in departments[1:]
    )
    _take_part(ticket, incoming, answer_to, received_at)
    tell(
        ticket, "ticket.opened", None, received_at,
        department=departments[0].slug, also=[one.slug for one in departments[1:]], due=ticket.due_at,
        calendar=ticket.calendar.label, customer=known.customer.number if known.customer else "",
    )  # fmt: skip
    _link(ticket, decision)
    return ticket


def quarantine(
    key: str, sender: str, reason: str, received_at: datetime, *, raw_sha256: str, recipients: tuple[str, ...]
) -> Message:
    """A numbered ticket for something that we could not read: in the normal queue, with its clock running.

    `reason` is a code of the reader; `key` is the arrival's, so that a later success finds its ticket.
    """
    with writing():
        known = Message.objects.filter(key=quarantine_key(key)).first()
        if known:
            return known
        department = departments_for(recipients)[0]
        ticket = _new(department, Recognised(), received_at)
        ticket.language = settings.HOSTDESK["HOSTDESK_LANGUAGE"]
        ticket.requester = sender[:320]
        ticket.is_quarantined = True
        ticket.message_count = 1
        settle(ticket, received_at)
        message = write(
            Message(
                ticket=ticket, kind=MessageKind.IN, channel="mail", key=quarantine_key(key), at=received_at,
                sender_address=sender[:320], raw_sha256=raw_sha256, notes=[reason],
            )
        )  # fmt: skip
        tell(ticket, "ticket.opened", None, received_at, department=department.slug, due=ticket.due_at)
        tell(
            ticket,
            "quarantine.opened",
            None,
            received_at,
            message=message.pk,
            digest=message.digest,
            reason=reason,
        )
        search.add(message)
        live.changed(ticket)
        return message


def quarantine_key(key: str) -> str:
    """The key of the stand-in for a message that could not be read."""
    return f"quarantine:{key}"


def _new(department: Department, known: Recognised, received_at: datetime) -> Ticket:
    due_at, calendar = promise(known.customer, received_at)
    return Ticket(
        number=_number(),
        department=department,
        customer=known.customer,
        contact=known.contact,
        account_number=known.account_number,
        invoice_number=known.invoice_number,
        received_at=received_at,
        due_at=due_at,
        calendar=calendar,
        last_message_at=received_at,
    )


def _number() -> str:
    """A number that nobody has; random, so that it tells nothing about how many there are."""
    while True:
        number = numbers.make(
            secrets.randbelow(numbers.POSSIBLE), settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"]
        )
        if not Ticket.objects.filter(number=number).exists():
            return number


def _answer_to(incoming: Incoming) -> Address:
    """The sender; her Reply-To only where nobody reads the sender's own address (shops write so)."""
    if incoming.reply_to and (not incoming.sender.address or nobody_reads(incoming.sender.address)):
        return incoming.reply_to[0]
    return incoming.sender


def _language(known: Recognised, detected: str) -> str:
    chosen = (
        (known.contact and known.contact.language) or (known.customer and known.customer.language) or detected
    )
    return chosen if chosen in ("de", "en") else str(settings.HOSTDESK["HOSTDESK_LANGUAGE"])


def _take_part(ticket: Ticket, incoming: Incoming, answer_to: Address, at: datetime) -> None:
    people = {one.address: one.name for one in (answer_to, incoming.sender) if one.address}
    Participant.objects.bulk_create(
        Participant(ticket=ticket, address=address[:320], name=name[:300], since=at)
        for address, name in people.items()
    )


def _link(ticket: Ticket, decision: Decision) -> None:
    links = [(pk, LinkKind.MAY_BELONG) for pk in decision.suggested]
    if decision.kind == Kind.NEW_LINKED and decision.root_id is not None:
        links = [(decision.root_id, LinkKind.FOLLOW_UP)]
    Link.objects.bulk_create(Link(ticket=ticket, other_id=pk, kind=kind) for pk, kind in links)
