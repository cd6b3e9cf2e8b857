"""What can be done about a service that was asked for: each is a plain form, a redirect and a sentence."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, services
from hostdesk.billing.models import ServiceRequest
from hostdesk.core.states import NotAllowed
from hostdesk.desk import amounts, choices
from hostdesk.desk.gate import staff, writers
from hostdesk.desk.pressing import Step, posted_id, press
from hostdesk.tickets import access
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family

NO_SERVICE = gettext_noop("Choose a service of the catalogue.")
NO_ESTIMATE = gettext_noop("Enter the estimate in hours, as a number.")
NO_WINDOW = gettext_noop("Enter between when and when we call.")


@writers
def step(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Do it, say so, and show the page of the service."""
    ticket = access.ticket_for(staff(request), number).root
    press(request, STEPS, name, ticket, staff(request))
    return redirect("desk:service", ticket.number)


def _ask(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    service = services.catalogue().filter(slug=request.POST.get("service", "")).first()
    if service is None:
        raise NotAllowed(NO_SERVICE)
    actions.request_service(ticket, service, me)
    return _("Marked: a technician looks now whether it can be done.")


def _accept(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    hours = amounts.hours_in(request.POST.get("hours", ""))
    if hours is None:
        raise NotAllowed(NO_ESTIMATE)
    reasons = request.POST.get("reasons", "")
    actions.accept_service(_request(request, ticket), me, estimate_seconds=_seconds(hours), reasons=reasons)
    return _("Accepted: the customer gets the estimate. Promise her a call next.")


def _decline(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.decline_service(_request(request, ticket), me, reasons=request.POST.get("reasons", ""))
    return _("Declined: the customer is told why.")


def _promise(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    begin, end = (choices.moment_in(request.POST.get(name, "")) for name in ("call_from", "call_until"))
    if begin is None or end is None:
        raise NotAllowed(NO_WINDOW)
    actions.promise_call(_request(request, ticket), me, call_from=begin, call_until=end)
    return _("Promised: the customer is told when we call.")


def _called(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    was_reached = request.POST.get("was_reached") == "yes"
    actions.record_call(
        _request(request, ticket), me, was_reached=was_reached, result=request.POST.get("result", "")
    )
    if was_reached:
        return _("Recorded. The work is charged by the meter on the ticket.")
    return _("Recorded. The call stays promised; try again, or promise another time.")


def _request(request: HttpRequest, ticket: Ticket) -> ServiceRequest:
    return get_object_or_404(ServiceRequest, pk=posted_id(request, "request"), ticket__in=family(ticket))


def _seconds(hours: Decimal) -> int:
    return int(hours * 3600)


STEPS: dict[str, Step] = {
    "ask": _ask,
    "accept": _accept,
    "decline": _decline,
    "promise": _promise,
    "called": _called,
}
