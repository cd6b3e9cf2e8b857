"""What is told of a call after it became a ticket: if it was answered after all, nobody need call back."""

from hostdesk.core.states import NotAllowed
from hostdesk.gateways.phone.models import Call
from hostdesk.tickets import callbacks
from hostdesk.tickets.actions.callbacks import drop_call_back

REASON = "answered"  # a code: the desk has the words


def learned(call: Call) -> None:
    """The promise that was made because it looked missed is taken back, visibly."""
    if call.message is None or call.was_missed:
        return
    ticket = call.message.ticket
    made = callbacks.promised().filter(ticket__in=[ticket, ticket.root], asked_at=call.message.at)
    for one in made:
        try:
            drop_call_back(one, None, reason=REASON)
        except NotAllowed:
            continue  # somebody has called back meanwhile
