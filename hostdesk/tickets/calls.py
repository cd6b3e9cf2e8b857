"""A call that is over: a message on the ticket that a person chose, else a ticket of its own (M4, M6)."""

from datetime import datetime

from hostdesk.core.incoming import Incoming
from hostdesk.core.threads import Decision, Kind, Why
from hostdesk.customers.by_phone import caller_of
from hostdesk.lib import phones, rows
from hostdesk.tickets import intake
from hostdesk.tickets.actions.callbacks import promise_call_back
from hostdesk.tickets.models import Message, Queue, Ticket
from hostdesk.tickets.standing import root_of

_SUGGESTED = 3  # open tickets that a call may belong to


def receive_call(
    incoming: Incoming, received_at: datetime, *, raw_sha256: str, chosen: int | None = None,
    call_back: str = "",
) -> Message:  # fmt: skip
    """Take in a call once, over since `received_at` (UTC); `call_back` is a number to call back, or "".

    It joins nothing by itself, because numbers are easily forged: only the ticket that a person has `chosen`.
    """
    is_new = not rows.exists(Message, key=incoming.key)
    decided = _onto(chosen) if chosen else _own(incoming)
    message = intake.receive(incoming, received_at, raw_sha256=raw_sha256, decided=decided)
    if is_new and call_back:
        promise_call_back(message.ticket, call_back, at=received_at)
    return message


def may_belong_to(number: str) -> list[Ticket]:
    """The newest open tickets of the customer whom this number (E.164) names, none of them merged."""
    customer = caller_of(phones.read(number)).customer
    if customer is None:
        return []
    waiting = Ticket.objects.filter(customer=customer, queue__lte=Queue.PENDING, merged_into=None)
    return list(waiting.order_by("-last_message_at", "-id")[:_SUGGESTED])


def _onto(chosen: int) -> Decision:
    return Decision(Kind.JOIN, Why.CHOSEN, chosen, root_of(chosen).pk)


def _own(incoming: Incoming) -> Decision:
    others = tuple(one.pk for one in may_belong_to(incoming.phone)) if incoming.phone else ()
    kind = Kind.NEW_SUGGEST_MERGE if others else Kind.NEW
    return Decision(kind, Why.UNPROVEN_CHANNEL if others else Why.NOTHING_NAMED, suggested=others)
