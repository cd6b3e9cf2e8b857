"""A request for a service that is never free, as card and page show it: where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.billing import calls, services
from hostdesk.billing.models import OPEN_STATES, CallAttempt, RequestState, Service, ServiceRequest
from hostdesk.desk import amounts, when
from hostdesk.tickets.models import Kind, PromisedCall, Ticket
from hostdesk.tickets.standing import family
from hostdesk.tickets.timeline import Entry

STATES = {
    RequestState.ASKED: gettext_lazy("A technician looks whether it can be done"),
    RequestState.ACCEPTED: gettext_lazy("It can be done: promise a call"),
    RequestState.DECLINED: gettext_lazy("Declined"),
    RequestState.CALL_BACK: gettext_lazy("A call is promised"),
    RequestState.DONE: gettext_lazy("The customer was reached"),
}
_STEPS = (
    (RequestState.ASKED, gettext_lazy("Asked for")),
    (RequestState.ACCEPTED, gettext_lazy("Checked")),
    (RequestState.CALL_BACK, gettext_lazy("Call promised")),
    (RequestState.DONE, gettext_lazy("Reached")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way of a request."""

    name: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Help:
    """An article that may help instead."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Likely:
    """A service that a letter may ask for, and what may help instead."""

    slug: str
    title: str
    helps: list[Help]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request in words."""

    pk: int
    state: str  # a value of RequestState
    title: str
    words: str
    asked: str
    decided: str
    reasons: str
    estimate: str
    window: str
    is_late: bool
    is_near: bool
    steps: list[Step]
    attempts: list[tuple[str, str, str]]  # when and who, whether reached, result
    helps: list[Help]

    @property
    def is_open(self) -> bool:
        """Somebody of ours has something to do."""
        return self.state in OPEN_STATES


def brief(asked: Iterable[ServiceRequest], now: datetime) -> list[Asked]:
    """For the card, without the calls; no query."""
    return [_asked(row, [], now) for row in asked]


def whole(ticket: Ticket, now: datetime) -> list[Asked]:
    """Every request on the ticket with its calls, the oldest first."""
    found = ServiceRequest.objects.filter(ticket__in=family(ticket))
    rows = list(found.select_related("service", "asked_by", "decided_by"))
    attempts = list(CallAttempt.objects.filter(request__in=rows).select_related("staff"))
    return [_asked(row, [one for one in attempts if one.request_id == row.pk], now) for row in rows]


def likely(everything: Iterable[Entry]) -> Likely | None:
    """What the first letter may ask for; asked only while nobody has marked the ticket."""
    first = next((one.message for one in everything if one.message and one.message.kind == Kind.IN), None)
    found = services.suggested(f"{first.subject}\n{first.new_text}") if first else None
    return Likely(found.slug, found.title(amounts.language()), helps(found)) if found else None


def helps(service: Service) -> list[Help]:
    """Its articles in the reader's language."""
    language = amounts.language()
    return [
        Help(link.get(f"title_{language}") or link.get("title_de") or link["url"], link["url"])
        for link in service.help_links
        if link.get("url")
    ]


def window(request: PromisedCall, now: datetime) -> str:
    """Between when and when the call is promised."""
    if request.call_from is None or request.call_until is None:
        return ""
    return span(request.call_from, request.call_until, now)


def span(start: datetime, end: datetime, now: datetime) -> str:
    """From a moment to another (UTC); the day is said once, if it is the same."""
    is_same_day = when.local(start).date() == when.local(end).date()
    until = f"{when.local(end):%H:%M}" if is_same_day else when.moment(end, now)
    return _("%(start)s to %(end)s") % {"start": when.moment(start, now), "end": until}


def _asked(row: ServiceRequest, attempts: list[CallAttempt], now: datetime) -> Asked:
    is_promised = row.state == RequestState.CALL_BACK
    return Asked(
        pk=row.pk,
        state=row.state,
        title=row.service.title(amounts.language()),
        words=str(STATES[RequestState(row.state)]),
        asked=_by(row.asked_by.name if row.asked_by else _("the customer"), row.asked_at, now),
        decided=_by(row.decided_by.name, row.decided_at, now) if row.decided_by and row.decided_at else "",
        reasons=row.reasons,
        estimate=_estimate(row),
        window=window(row, now),
        is_late=is_promised and bool(row.call_until and row.call_until < now),
        is_near=is_promised and bool(row.call_from and row.call_from <= now + calls.NEAR),
        steps=_steps(row),
        attempts=[
            (
                _by(one.staff.name, one.at, now),
                _("reached") if one.was_reached else _("not reached"),
                one.result,
            )
            for one in attempts
        ],
        helps=helps(row.service),
    )


def _by(who: str, at: datetime, now: datetime) -> str:
    return f"{who}, {when.moment(at, now)}"


def _estimate(row: ServiceRequest) -> str:
    if row.estimate_seconds is None or row.estimate_net is None:
        return ""
    return _("%(time)s, %(net)s net") % {
        "time": amounts.duration(row.estimate_seconds), "net": amounts.euros(row.estimate_net),
    }  # fmt: skip


def _steps(row: ServiceRequest) -> list[Step]:
    if row.state == RequestState.DECLINED:
        return []
    order = [state for state, _name in _STEPS]
    reached = order.index(RequestState(row.state))
    return [
        Step(str(name), place <= reached, place == reached) for place, (_state, name) in enumerate(_STEPS)
    ]
