"""What a contact may see: of which tickets, and which messages of them. Cases: docs/rules/portal.md."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from hostdesk.core.acknowledgement import NOBODY, nobody_reads
from hostdesk.core.codes import PATTERN, proves_an_address
from hostdesk.core.incoming import Robot, Verdict
from hostdesk.customers.models import Contact, Place
from hostdesk.outbox.states import State
from hostdesk.tickets.models import Kind, Message, Participant, Ticket
from hostdesk.tickets.standing import family

_PERSON = (Robot.NONE.value, "")
_FROM_US = (Kind.OUT, Kind.NOTICE, Kind.ACKNOWLEDGEMENT)
_UNSENT = (State.HELD, State.CANCELLED)


def tickets_of(contact: Contact) -> QuerySet[Ticket]:
    """Roots only: hers, and with a place in her company the company's; never what a machine has opened."""
    if contact.is_former:
        return Ticket.objects.none()
    address = contact.address.lower()
    mine = _hers(address) & (Q(customer=contact.customer_id) | _written_by(address))
    also = _merged(address) & Q(customer=contact.customer_id)
    seen = mine | also
    if contact.place != Place.OWN:
        # A number in a stranger's text names the customer, but the ticket is the stranger's.
        seen |= Q(customer=contact.customer_id, contact__customer=contact.customer_id)
    roots = Ticket.objects.filter(merged_into=None, is_spam=False, is_quarantined=False)
    return roots.filter(seen).exclude(Exists(_opened_by_machine(address)))


def sees_prices(contact: Contact, root: Ticket) -> bool:
    """What the work costs is for the firm that pays."""
    return root.customer_id == contact.customer_id


def messages_of(contact: Contact, root: Ticket) -> list[Message]:
    """What she may read of a root that she sees, in order; five queries, however long it is."""
    reader = reader_of(contact, root)
    found = Message.objects.filter(ticket__in=reader.tickets).exclude(kind=Kind.NOTE)
    shown = found.select_related("delivery", "author").defer("references", "digest", "notes")
    return [one for one in shown.order_by("at", "id") if reader.may_read(one)]


def reader_of(contact: Contact, root: Ticket) -> "Reader":
    """Everything that decides about single messages, read once."""
    tickets = {one.pk: one for one in family(root)}
    rows = Participant.objects.filter(ticket__in=tickets, withdrawn_at=None)
    colleagues = Contact.objects.filter(customer=contact.customer_id).values_list("address", flat=True)
    is_company = contact.place != Place.OWN and _is_of(root, contact)
    return Reader(
        address=contact.address.lower(),
        customer=contact.customer_id,
        is_company=is_company,
        tickets=tickets,
        colleagues=frozenset(one.lower() for one in colleagues),
        since={(one.ticket_id, one.address): one.since for one in rows},
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """A contact before one conversation."""

    address: str
    customer: int
    is_company: bool  # she sees what her company sees, not only what is hers
    tickets: dict[int, Ticket]
    colleagues: frozenset[str]
    since: dict[tuple[int, str], datetime]  # who takes part in which of the tickets, from when on

    def may_read(self, message: Message) -> bool:
        """Whether this is correspondence, sent, by people, and hers."""
        if message.ticket_id not in self.tickets or message.kind == Kind.NOTE:
            return False
        if message.kind in _FROM_US:
            return _left(message) and self._is_hers(message)
        return self._is_by_people(message) and self._is_hers(message)

    def _is_hers(self, message: Message) -> bool:
        ticket = self.tickets[message.ticket_id]
        if self.is_company and ticket.customer_id == self.customer:
            return True
        if ticket.requester == self.address or self.address in _named(message):
            return True
        since = self.since.get((ticket.pk, self.address))
        return since is not None and message.at >= since

    def _is_by_people(self, message: Message) -> bool:
        if message.author_id is not None:
            return True  # a call, written down by an agent
        sender = message.sender_address
        if message.bounce is not None or message.robot not in _PERSON or nobody_reads(sender):
            return False
        if message.authentication.get("dmarc") == Verdict.FAIL:
            return False
        if sender == self.address or sender in self.colleagues:
            return True
        takes_part = any(address == sender for _ticket, address in self.since)
        return takes_part and not proves_an_address(message.subject, message.new_text)


def _hers(address: str) -> Q:
    part = Participant.objects.filter(address=address, withdrawn_at=None)
    return Q(requester=address) | Q(pk__in=part.values("ticket"))


def _written_by(address: str) -> Q:
    """She wrote on it herself, whoever's customer it was taken for."""
    hers = Message.objects.filter(kind=Kind.IN, sender_address=address)
    return Q(pk__in=hers.exclude(authentication__dmarc=Verdict.FAIL.value).values("ticket"))


def _merged(address: str) -> Q:
    """Something of hers was merged into it, in one step or several."""
    part = Participant.objects.filter(address=address, withdrawn_at=None, ticket__merged_into__isnull=False)
    found, path = Q(), "ticket__merged_into"
    for _step in range(3):
        found |= Q(pk__in=part.filter(**{f"{path}__isnull": False}).values(path))
        path += "__merged_into"
    return found


def _opened_by_machine(address: str) -> QuerySet[Message]:
    """The first message came from a machine, failed authentication, or carries somebody else's code."""
    first = Message.objects.filter(ticket=OuterRef("ticket"), kind=Kind.IN).order_by("at", "id").values("pk")
    carries = Q(ticket__subject__iregex=PATTERN) | Q(ticket__lead__iregex=PATTERN)
    is_known = Q(sender_address=address) | Q(ticket__contact__isnull=False)
    return Message.objects.filter(ticket=OuterRef("pk"), kind=Kind.IN, pk=Subquery(first[:1])).filter(
        ~Q(robot__in=_PERSON)
        | Q(sender_address__iregex=rf"^({NOBODY})@")
        | Q(authentication__dmarc=Verdict.FAIL.value)
        | (carries & ~is_known)
    )


def _is_of(root: Ticket, contact: Contact) -> bool:
    return (
        root.customer_id == contact.customer_id
        and root.contact is not None
        and root.contact.customer_id == contact.customer_id
    )


def _left(message: Message) -> bool:
    """A reply that can still be taken back, or was, has not been said."""
    return message.delivery is None or message.delivery.state not in _UNSENT


def _named(message: Message) -> set[str]:
    return {message.sender_address, *(pair[0].lower() for pair in [*message.to, *message.cc])}
