"""A call that is over into the record: on the ticket that a person chose for it, else on one of its own."""

from datetime import datetime

from hostdesk.core.incoming import Incoming
from hostdesk.gateways.phone import reading
from hostdesk.gateways.phone.handing_in import key_of
from hostdesk.gateways.phone.models import Call
from hostdesk.lib import blobs
from hostdesk.tickets import calls
from hostdesk.tickets.models import Message


def receive(incoming: Incoming, received_at: datetime, *, raw_sha256: str) -> Message:
    """Inside the transaction of its arrival: message, ticket, call-back, and the call knows of them."""
    call = _call(incoming.key, received_at)
    message = calls.receive_call(
        incoming, received_at, raw_sha256=raw_sha256,
        chosen=_chosen(call), call_back=reading.call_back_number(blobs.read(raw_sha256)),
    )  # fmt: skip
    if call is not None:
        Call.objects.filter(pk=call.pk).update(ticket=message.ticket.root, message=message)
    return message


def _call(key: str, ended_at: datetime) -> Call | None:
    """The call of this arrival: those that ended at this moment are few."""
    ended = Call.objects.select_for_update().filter(ended_at=ended_at)
    return next((one for one in ended if key_of(one.source, one.call_id) == key), None)


def _chosen(call: Call | None) -> int | None:
    """What a person chose; else the ticket of the call that was handed over to this one."""
    if call is None:
        return None
    if call.ticket_id is None and call.follows:
        first = Call.objects.filter(source=call.source, call_id=call.follows).first()
        return first.ticket_id if first else None
    return call.ticket_id
