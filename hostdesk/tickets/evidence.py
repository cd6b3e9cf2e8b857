"""What a message from outside brings to show where it belongs; `core.threads` decides what that is worth."""

from collections.abc import Iterable

from django.conf import settings

from hostdesk.core import numbers
from hostdesk.core.candidates import Candidates, KeyHit, TicketFacts
from hostdesk.core.incoming import Incoming, Robot
from hostdesk.core.states import State
from hostdesk.lib import reply_keys
from hostdesk.lib.mail_address import normal
from hostdesk.outbox import bounces
from hostdesk.outbox.models import Delivery
from hostdesk.tickets.models import Message, Participant, Ticket
from hostdesk.tickets.storable import known_id

_IDS = 50  # as many earlier Message-IDs are looked up, the newest ones
_TICKETS = 200  # as many messages that bear these ids are looked at
_WORDS = 20_000  # characters of the text that are searched for numbers


def gather(incoming: Incoming) -> Candidates:
    """Look up everything that the message names, and the facts about each ticket found."""
    keys = _keys(incoming)
    by_id = _by_message_id(incoming)
    by_number = _by_number(incoming)
    delivery = delivery_of(incoming)
    about = _ticket_of(delivery)
    named = (
        {hit.ticket_id for hit in keys}
        | set(incoming.sheets)
        | set(by_id)
        | set(by_number)
        | ({about} if about else set())
    )
    facts = _facts(named)
    known = {one.ticket_id for one in facts}
    return Candidates(
        keys=tuple(hit for hit in keys if hit.ticket_id in known),
        sheets=tuple(pk for pk in incoming.sheets if pk in known),
        message_ids=by_id,
        numbers=by_number,
        delivery=about,
        tickets=facts,
    )


def delivery_of(incoming: Incoming) -> Delivery | None:
    """The delivery of ours that this report is about, or that has come back to us."""
    for recipient in incoming.recipients:
        token = reply_keys.bounce_token_in(recipient)
        delivery_id = reply_keys.verify_bounce(token, settings.SECRET_KEY) if token else None
        if delivery_id is not None and (found := bounces.find(delivery_id=delivery_id)):
            return found
    return _reported(incoming)


def _reported(incoming: Incoming) -> Delivery | None:
    """By the Message-ID that a report quotes, if it is about somebody whom that letter went to."""
    returned = _returned_id(incoming)
    found = bounces.find(message_id=returned) if returned else None
    if found is None:
        return None
    about = {normal(one.recipient) for one in (incoming.bounce, *incoming.bounces) if one}
    return found if about & {normal(one) for one in found.as_letter.recipients} else None


def _returned_id(incoming: Incoming) -> str:
    return incoming.bounce.original_message_id if incoming.bounce else ""


def _keys(incoming: Incoming) -> tuple[KeyHit, ...]:
    addresses = [*incoming.recipients, *(one.address for one in (*incoming.to, *incoming.cc))]
    tokens = [reply_keys.token_in(text) for text in (*addresses, *_earlier_ids(incoming))]
    return tuple(_claimed(tokens, incoming.sender.address))


def _claimed(tokens: Iterable[str], sender: str) -> Iterable[KeyHit]:
    for token in dict.fromkeys(tokens):
        claim = reply_keys.verify(token, settings.SECRET_KEY) if token else None
        if claim:
            # The key holds no address that could be read, it only says whether it was issued to this one.
            is_owner = reply_keys.matches(token, claim.ticket_id, sender, settings.SECRET_KEY)
            yield KeyHit(claim.ticket_id, issued_to=sender if is_owner else "")


def _earlier_ids(incoming: Incoming) -> list[str]:
    """In-Reply-To, then References from the right; of what came back to us, its own."""
    own = incoming.message_id if incoming.robot is Robot.OWN else ""
    named = [_returned_id(incoming), own, incoming.in_reply_to, *reversed(incoming.references)]
    return [one for one in dict.fromkeys(named) if one][:_IDS]


def _by_message_id(incoming: Incoming) -> tuple[int, ...]:
    ids = _earlier_ids(incoming)
    if not ids:
        return ()
    kept = [known_id(one) for one in ids]
    found: dict[str, list[int]] = {}
    # Somebody can copy a Message-ID: all tickets that know it are looked at, the oldest first.
    rows = Message.objects.filter(message_id__in=kept).order_by("pk").values_list("message_id", "ticket_id")
    for message_id, ticket in rows[:_TICKETS]:
        found.setdefault(message_id, []).append(ticket)
    return tuple(dict.fromkeys(ticket for one in kept for ticket in found.get(one, ())))


def _by_number(incoming: Incoming) -> tuple[int, ...]:
    words = f"{incoming.subject}\n{incoming.new_text}"[:_WORDS]
    named = numbers.find_in(words, settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"])[:_IDS]
    if not named:
        return ()
    found = dict(Ticket.objects.filter(number__in=named).values_list("number", "pk"))
    return tuple(found[number] for number in named if number in found)


def _ticket_of(delivery: Delivery | None) -> int | None:
    if delivery is None:
        return None
    return Ticket.objects.filter(number=delivery.ticket).values_list("pk", flat=True).first()


def _facts(named: set[int]) -> tuple[TicketFacts, ...]:
    """The named tickets and whatever they were merged into, step by step up to the root."""
    facts: dict[int, TicketFacts] = {}
    while named:
        rows = Ticket.objects.filter(pk__in=named).values_list("pk", "state", "solved_at", "merged_into")
        people = _participants(named)
        for pk, state, solved_at, merged_into in rows:
            facts[pk] = TicketFacts(
                pk, people.get(pk, frozenset()), state == State.SOLVED, solved_at, merged_into
            )
        named = {one.merged_into for one in facts.values() if one.merged_into} - set(facts)
    return tuple(facts.values())


def _participants(tickets: set[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    current = Participant.objects.filter(ticket__in=tickets, withdrawn_at=None)
    for ticket, address in current.values_list("ticket_id", "address"):
        found.setdefault(ticket, set()).add(address)
    return {ticket: frozenset(addresses) for ticket, addresses in found.items()}
