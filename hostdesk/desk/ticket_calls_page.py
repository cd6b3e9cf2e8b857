"""Calling back, and checking who calls, on one ticket (M6, M20)."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.desk import choices, ticket_calls
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import page
from hostdesk.desk.pressing import Step, posted_id, press
from hostdesk.gateways.phone.proving import prove_caller
from hostdesk.lib import phones
from hostdesk.tickets import access
from hostdesk.tickets.actions.callbacks import (
    drop_call_back,
    move_call_back,
    promise_call_back,
    record_call_back,
)
from hostdesk.tickets.models import CallBack, Ticket
from hostdesk.tickets.standing import family

NO_NUMBER = gettext_noop("This is no phone number.")
NO_WINDOW = gettext_noop("Enter between when and when we call.")
_LONGEST = 4000


@readers
def calls(request: HttpRequest, number: str) -> HttpResponse:
    """The page; a merged ticket leads to the one that shows it."""
    ticket, now = access.ticket_for(staff(request), number), timezone.now()
    if ticket.merged_into_id:
        return redirect("desk:ticket_calls", ticket.root.number)
    return page(
        request, "desk/ticket_calls.html", ticket=ticket, phone=ticket_calls.phone(family(ticket), now)
    )


@writers
def step(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Do it, say so, and show the page again."""
    ticket = access.ticket_for(staff(request), number).root
    press(request, STEPS, name, ticket, staff(request))
    return redirect("desk:ticket_calls", ticket.number)


def _promise(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    found = phones.read(request.POST.get("number", ""))
    if not found.e164:
        raise NotAllowed(NO_NUMBER)
    promise_call_back(ticket, found.e164, me)
    return _("Promised: it stands among what needs you when its time comes.")


def _called(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    was_reached, result = request.POST.get("was_reached") == "yes", request.POST.get("result", "")[:_LONGEST]
    record_call_back(_call_back(request, ticket), me, was_reached=was_reached, result=result)
    if was_reached:
        return _("Recorded: the call-back is done.")
    return _("Recorded. The call-back stays promised; try again, or choose another time.")


def _move(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    begin, end = (choices.moment_in(request.POST.get(name, "")) for name in ("call_from", "call_until"))
    if begin is None or end is None:
        raise NotAllowed(NO_WINDOW)
    move_call_back(_call_back(request, ticket), me, call_from=begin, call_until=end)
    return _("The call-back is promised for another time.")


def _drop(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    drop_call_back(_call_back(request, ticket), me, reason=request.POST.get("reason", "")[:_LONGEST])
    return _("Recorded: nobody calls back.")


def _prove(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    number, pin = request.POST.get("customer", ""), request.POST.get("pin", "")
    if prove_caller(ticket, number, pin, me):
        return _("Right: the caller speaks for this customer.")
    return _("Wrong: number and PIN do not belong together. Do not believe the caller.")


def _call_back(request: HttpRequest, ticket: Ticket) -> CallBack:
    return get_object_or_404(CallBack, pk=posted_id(request, "call_back"), ticket__in=family(ticket))


STEPS: dict[str, Step] = {
    "promise": _promise,
    "called": _called,
    "move": _move,
    "drop": _drop,
    "prove": _prove,
}
