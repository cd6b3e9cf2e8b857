"""Inventing tickets by the thousand: rows that look as if the desk had written them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hostdesk.accounts.models import Department, Staff
from hostdesk.calendars import load
from hostdesk.calendars.models import CalendarVersion
from hostdesk.core import deadlines, hours
from hostdesk.core import letter as letter_json
from hostdesk.core.hours import Hours
from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter
from hostdesk.core.states import State
from hostdesk.customers.models import Contact
from hostdesk.demo.bulk_journal import Happening
from hostdesk.demo.cast import DOMAIN
from hostdesk.demo.scenes import Line, Scene, scenes
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State as DeliveryState
from hostdesk.tickets.letters import reply_subject
from hostdesk.tickets.models import Kind, Message, Queue, Ticket

OPEN_SHARE = 10  # one ticket in so many is open
_YEARS_BACK = 2 * 365 * 24 * 60  # minutes over which the solved ones are spread
_QUEUES = {
    State.NEW: Queue.FIRST_RESPONSE,
    State.OPEN: Queue.ANSWERED,
    State.PENDING: Queue.PENDING,
    State.SOLVED: None,
}


@dataclass(frozen=True, slots=True)
class Household:
    """What is looked up once for all tickets."""

    departments: dict[str, Department]
    staff: dict[str, list[Staff]]  # by department
    contacts: dict[str, list[Contact]]  # by language
    calendar: CalendarVersion
    hours: Hours


@dataclass(slots=True)
class Batch:
    """Rows that are written together."""

    tickets: list[Ticket] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def events(self) -> Iterator[Happening]:
        """What the journal says about them, once they have their keys."""
        by_ticket: dict[int, list[Message]] = {}
        for message in self.messages:
            by_ticket.setdefault(message.ticket_id, []).append(message)
        for ticket in self.tickets:
            yield from _events(ticket, by_ticket[ticket.pk])


def household() -> Household:
    """Look it up; the cast must be installed."""
    departments = {one.slug: one for one in Department.objects.all()}
    calendar = load.current()
    contacts: dict[str, list[Contact]] = {}
    for contact in Contact.objects.select_related("customer"):
        contacts.setdefault(contact.customer.language, []).append(contact)
    return Household(
        departments=departments,
        staff={slug: list(one.staff.order_by("pk")) for slug, one in departments.items()},
        contacts=contacts,
        calendar=calendar,
        hours=load.hours_of(calendar),
    )


def invent(numbers: list[str], people: Household, now: datetime, luck: random.Random) -> Batch:
    """One ticket with three messages for every number."""
    batch = Batch()
    spoken = [one for one in scenes() if any(line.who == "staff" for line in one.lines)]
    for number in numbers:
        _add(batch, number, luck.choice(spoken), people, now, luck)
    return batch


def _add(
    batch: Batch, number: str, scene: Scene, people: Household, now: datetime, luck: random.Random
) -> None:
    state = _state(luck)
    contact = luck.choice(people.contacts[scene.language])
    by = luck.choice(people.staff[scene.department])
    words = _words(contact, luck)
    first, answer, thanks = _spoken(scene, words)
    times = _times(state, people, now, luck)
    ticket = _ticket(number, scene, words, contact, people, state, times, by if state != State.NEW else None)
    ticket.lead = " ".join(first.split())[:160]
    said = [_from_customer(ticket, first, times[0], "a")]
    if state != State.NEW:
        delivery = _delivery(ticket, answer, times[1], luck)
        batch.deliveries.append(delivery)
        said += [_from_us(ticket, answer, times[1], by, delivery)]
    else:
        said += [_from_customer(ticket, words["again"], times[1], "b")]
    said.append(_from_customer(ticket, thanks, times[2], "c"))
    batch.tickets.append(ticket)
    batch.messages += said


def _state(luck: random.Random) -> State:
    if luck.randrange(OPEN_SHARE):
        return State.SOLVED
    return luck.choices((State.NEW, State.OPEN, State.PENDING), (4, 5, 1))[0]


def _times(state: State, people: Household, now: datetime, luck: random.Random) -> tuple[datetime, ...]:
    """Received, answered, thanked, solved."""
    back = luck.uniform(3000, _YEARS_BACK) if state == State.SOLVED else luck.uniform(120, 2900)
    received = now - timedelta(minutes=back)
    answered = (
        hours.add(people.hours, received, luck.randint(300, 13_000)) if state == State.SOLVED else received
    )
    answered = min(max(answered, received + timedelta(minutes=luck.uniform(5, 60))), now)
    thanked = min(answered + timedelta(minutes=luck.uniform(5, 50)), now)
    return received, answered, thanked, min(thanked + timedelta(minutes=luck.uniform(1, 30)), now)


def _words(contact: Contact, luck: random.Random) -> dict[str, str]:
    number = contact.customer.number
    case = f"{luck.choice(_PLACES)}-{luck.randrange(10**6):06d}"
    return {
        "name": contact.name,
        "number": number,
        "domain": contact.address.partition("@")[2],
        "domain2": f"{case}.example.test",
        "account": f"wp{luck.randrange(10**6):06d}",
        "invoice": f"R-2025-{luck.randrange(10**5):05d}",
        "host": f"web{luck.randrange(90):02d}",
        "contract": contact.customer.contract,
        "provider_domain": DOMAIN,
        "case": case,
        "again": f"Gibt es etwas Neues? ({case})",
    }


def _spoken(scene: Scene, words: dict[str, str]) -> tuple[str, str, str]:
    answer = next(line for line in scene.lines if line.who == "staff")
    thanks = next((line for line in scene.lines[1:] if line.who == "customer"), Line("customer", "Danke."))
    first, answered, thanked = (line.text.format_map(words) for line in (scene.lines[0], answer, thanks))
    return f"{first}\n{words['case']}", answered, thanked


def _ticket(
    number: str,
    scene: Scene,
    words: dict[str, str],
    contact: Contact,
    people: Household,
    state: State,
    times: tuple[datetime, ...],
    by: Staff | None,
) -> Ticket:
    is_solved = state == State.SOLVED
    return Ticket(
        number=number,
        subject=f"{scene.subjects[0].format_map(words)} ({words['case']})",
        channel="mail",
        language=scene.language,
        department=people.departments[scene.department],
        state=state,
        assignee=by,
        customer=contact.customer,
        contact=contact,
        requester=contact.address,
        requester_name=contact.name,
        received_at=times[0],
        due_at=deadlines.first_response_due(times[0], people.hours),
        calendar=people.calendar,
        responded_at=times[1] if by else None,
        responded_by=by,
        pending_until=times[2] + timedelta(days=3) if state == State.PENDING else None,
        solved_at=times[3] if is_solved else None,
        changed_at=times[3] if is_solved else times[2],
        last_message_at=times[2],
        message_count=3,
        queue=_QUEUES[state],
        is_unread=not is_solved,
    )


def _from_customer(ticket: Ticket, text: str, at: datetime, part: str) -> Message:
    return Message(
        ticket=ticket,
        kind=Kind.IN,
        channel="mail",
        key=f"bulk:{ticket.number}:{part}",
        at=at,
        sender_address=ticket.requester,
        sender_name=ticket.requester_name,
        to=[[_mailbox(ticket), ""]],
        subject=ticket.subject,
        text=text,
        new_text=text,
        language=ticket.language,
        message_id=f"{ticket.number.lower()}.{part}@{ticket.requester.partition('@')[2]}",
        authentication={"spf": "pass", "dkim": "pass", "dmarc": "pass"},
        joined_because={
            "kind": "new" if part == "a" else "join",
            "why": "nothing_named" if part == "a" else "reply_key",
        },
    )


def _from_us(ticket: Ticket, text: str, at: datetime, by: Staff, delivery: Delivery) -> Message:
    return Message(
        ticket=ticket,
        kind=Kind.OUT,
        channel="mail",
        author=by,
        at=at,
        delivery=delivery,
        language=ticket.language,
        sender_address=_mailbox(ticket),
        sender_name=by.name,
        subject=reply_subject(ticket),
        to=[[ticket.requester, ticket.requester_name]],
        text=text,
        new_text=text,
        message_id=delivery.message_id,
    )


def _delivery(ticket: Ticket, text: str, at: datetime, luck: random.Random) -> Delivery:
    message_id = f"{ticket.number.lower()}.{luck.getrandbits(64):016x}@{DOMAIN}"
    letter = Letter(
        sender=Address(_mailbox(ticket)),
        to=(Address(ticket.requester, ticket.requester_name),),
        subject=reply_subject(ticket),
        text=text,
        message_id=message_id,
        language=ticket.language,
    )
    return Delivery(
        key=f"reply:{message_id}",
        channel="mail",
        kind="reply",
        ticket=ticket.number,
        letter=letter_json.to_json(letter),
        message_id=message_id,
        created_at=at,
        state=DeliveryState.SENT,
        attempts=1,
        first_attempt_at=at,
        sent_at=at,
        answer="250 OK",
    )


def _mailbox(ticket: Ticket) -> str:
    return f"{ticket.department.local_part}@{DOMAIN}"


def _events(ticket: Ticket, said: list[Message]) -> Iterator[Happening]:
    about, by = f"ticket:{ticket.number}", f"staff:{ticket.assignee_id}"
    opened = {"department": ticket.department.slug, "due": ticket.due_at, "calendar": ticket.calendar.label}
    yield Happening("ticket.opened", about, "desk", ticket.received_at, opened)
    for message in said:
        vouched = {"message": message.pk, "digest": message.digest}
        if message.kind == Kind.OUT:
            yield Happening("ticket.taken", about, by, message.at)
            yield Happening("reply.written", about, by, message.at, vouched | {"to": ticket.requester})
            met = "promise.met" if message.at <= ticket.due_at else "promise.missed"
            yield Happening(met, about, by, message.at, {"due": ticket.due_at})
        else:
            yield Happening("message.received", about, "desk", message.at, vouched | message.joined_because)
    if ticket.state == State.PENDING:
        yield Happening("ticket.pending", about, by, ticket.last_message_at, {"until": ticket.pending_until})
    if ticket.solved_at:
        yield Happening("ticket.solved", about, by, ticket.solved_at)


_PLACES = ("mail", "shop", "blog", "intranet", "kunden", "daten", "portal", "cloud", "archiv", "backup")
