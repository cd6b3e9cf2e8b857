"""Recent calls, the cards of those that ring, and what one click does with a call."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.desk import calls_card
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import fragment, page, wants_fragment
from hostdesk.desk.refusals import in_words
from hostdesk.gateways.phone import choosing
from hostdesk.gateways.phone.models import Call
from hostdesk.tickets import access
from hostdesk.tickets.models import Ticket


@readers
def calls(request: HttpRequest) -> HttpResponse:
    """The newest calls of her departments; the script asks for the list alone whenever one changes."""
    found = calls_card.recent(staff(request), timezone.now())
    if wants_fragment(request):
        return fragment(request, "desk/_calls.html", calls=found)
    return page(request, "desk/calls.html", slug="calls", calls=found)


@readers
def ringing(request: HttpRequest) -> HttpResponse:
    """The cards, for the script that shows them over every page."""
    now = timezone.now()
    found = calls_card.ringing(staff(request), now)
    return fragment(
        request, "desk/_ringing.html", calls=found, price=calls_card.price(now) if found else None
    )


@writers
def step(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Put the call on a ticket, and go there."""
    me = staff(request)
    call = get_object_or_404(choosing.visible_to(me), pk=pk)
    if name not in _STEPS:
        raise Http404(name)
    try:
        return redirect("desk:ticket", _STEPS[name](request, call, me).number)
    except NotAllowed as refusal:
        messages.warning(request, in_words(refusal))
        return redirect("desk:calls")


def _open(request: HttpRequest, call: Call, me: Staff) -> Ticket:
    return choosing.open_ticket(call, me)


def _join(request: HttpRequest, call: Call, me: Staff) -> Ticket:
    return choosing.put_on(call, access.ticket_for(me, request.POST.get("number", "")), me)


_STEPS: dict[str, Callable[[HttpRequest, Call, Staff], Ticket]] = {"open": _open, "join": _join}
