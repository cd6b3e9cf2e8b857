"""A service that is never free: asked for, accepted or declined, and the call to the customer (M20)."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import letters, load
from hostdesk.billing.actions.beginning import changing, moment, needed
from hostdesk.billing.actions.sphere import find_sphere
from hostdesk.billing.models import OPEN_STATES, CallAttempt, Finding, RequestState, Service, ServiceRequest
from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed
from hostdesk.tickets.letters import Words
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.notices import notify
from hostdesk.tickets.promised_calls import check_window
from hostdesk.tickets.standing import family, settle
from hostdesk.tickets.telling import tell

DECIDED = gettext_noop("Somebody has decided about this request already.")
NOT_ACCEPTED = gettext_noop("Accept the request first: then the customer is called.")
INACTIVE = gettext_noop("This service is not offered any more.")


def request_service(
    ticket: Ticket, service: Service, by: Staff | None = None, *, at: datetime | None = None
) -> ServiceRequest:
    """The customer (or `by` for her) asks for a service; the same again, while open, is the same request."""
    with changing(ticket, by) as root:
        at = moment(at)
        if not service.is_active:
            raise NotAllowed(INACTIVE)
        open_ones = ServiceRequest.objects.filter(ticket__in=family(root), state__in=OPEN_STATES)
        there = open_ones.filter(service=service).first()
        if there is not None:
            return there
        request = ServiceRequest.objects.create(ticket=root, service=service, asked_at=at, asked_by=by)
        tell(root, "service.asked", by, at, request=request.pk, service=service.slug, **_titles(service))
        settle(root, at)
        return request


def accept_service(
    request: ServiceRequest, by: Staff, *, estimate_seconds: int, reasons: str = "",
    at: datetime | None = None,
) -> ServiceRequest:  # fmt: skip
    """It can be done; the customer gets the estimate at the day price. NotAllowed if it was decided."""
    if estimate_seconds <= 0:
        raise NotAllowed(gettext_noop("Estimate how long it will take."))
    with changing(request.ticket, by) as root:
        at = moment(at)
        fresh = _undecided(request)
        tariff = load.tariff_at(at, root.customer)
        units = -(-estimate_seconds // tariff.unit_seconds)
        fresh.estimate_seconds = estimate_seconds
        fresh.estimate_net = units * letters.price_of(fresh.service, tariff)
        fresh.agreed_price = fresh.service.price
        _decide(root, fresh, RequestState.ACCEPTED, reasons.strip(), by, at)
        _tell_customer(root, letters.about_service(root, fresh, tariff, "accept"), by, at, "service.accepted")
        settle(root, at)
        if load.sphere(root) is None:
            find_sphere(root, Finding.OUTSIDE, letters.service_is_outside(root, fresh.service), by, at=at)
        return fresh


def decline_service(
    request: ServiceRequest, by: Staff, *, reasons: str, at: datetime | None = None
) -> ServiceRequest:
    """It cannot be done; the customer is told why."""
    reasons = needed(reasons, gettext_noop("Say why it cannot be done: the customer will read it."))
    with changing(request.ticket, by) as root:
        at = moment(at)
        fresh = _undecided(request)
        _decide(root, fresh, RequestState.DECLINED, reasons, by, at)
        tariff = load.tariff_at(at, root.customer)
        words = letters.about_service(root, fresh, tariff, "decline")
        _tell_customer(root, words, by, at, "service.declined")
        settle(root, at)
        return fresh


def promise_call(
    request: ServiceRequest, by: Staff, *, call_from: datetime, call_until: datetime,
    at: datetime | None = None,
) -> ServiceRequest:  # fmt: skip
    """The customer is told between when we phone (UTC); may be promised anew until she was reached."""
    with changing(request.ticket, by) as root:
        at = moment(at)
        fresh = _fresh(request)
        if fresh.state not in (RequestState.ACCEPTED, RequestState.CALL_BACK):
            raise NotAllowed(NOT_ACCEPTED)
        check_window(call_from, call_until, at)
        fresh.state, fresh.call_from, fresh.call_until = RequestState.CALL_BACK, call_from, call_until
        fresh.reminded_at = None
        fresh.save()
        tell(root, "service.call_promised", by, at, request=fresh.pk, start=call_from, end=call_until)
        words = letters.promised_call(root, fresh, call_from, call_until)
        _tell_customer(root, words, by, at, "service.call")
        settle(root, at)
        return fresh


def record_call(
    request: ServiceRequest, by: Staff, *, was_reached: bool, result: str, at: datetime | None = None
) -> CallAttempt:
    """One call, whatever came of it; reaching the customer ends the request."""
    with changing(request.ticket, by) as root:
        at = moment(at)
        fresh = _fresh(request)
        if fresh.state not in (RequestState.ACCEPTED, RequestState.CALL_BACK):
            raise NotAllowed(NOT_ACCEPTED)
        result = needed(result, gettext_noop("Write down what came of the call."))
        call = CallAttempt.objects.create(
            request=fresh, staff=by, at=at, was_reached=was_reached, result=result
        )
        if was_reached:
            fresh.state = RequestState.DONE
            fresh.save()
        tell(root, "service.called", by, at, request=fresh.pk, was_reached=was_reached, result=result)
        settle(root, at)
        return call


def _fresh(request: ServiceRequest) -> ServiceRequest:
    return ServiceRequest.objects.select_related("service").get(pk=request.pk)


def _undecided(request: ServiceRequest) -> ServiceRequest:
    fresh = _fresh(request)
    if fresh.state != RequestState.ASKED:
        raise NotAllowed(DECIDED)
    return fresh


def _decide(
    root: Ticket, request: ServiceRequest, state: RequestState, reasons: str, by: Staff, at: datetime
) -> None:
    request.state, request.reasons, request.decided_by, request.decided_at = state, reasons, by, at
    request.save()
    tell(
        root, f"service.{state.value}", by, at, request=request.pk, service=request.service.slug,
        **_titles(request.service),
        estimate_seconds=request.estimate_seconds, estimate_net=request.estimate_net, reasons=reasons,
    )  # fmt: skip


def _titles(service: Service) -> dict[str, str]:
    return {"title_de": service.title_de, "title_en": service.title_en}


def _tell_customer(root: Ticket, words: Words, by: Staff, at: datetime, kind: str) -> None:
    """Who left no address is told on the phone."""
    if root.requester:
        notify(root, Address(root.requester, root.requester_name), words, by, at, kind=kind)
