"""The calls of one ticket: who called, whether it is proven, and whom we call back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hostdesk.desk import calls_card, when
from hostdesk.desk.call_event_words import REASONS
from hostdesk.desk.service_card import window
from hostdesk.gateways.phone.models import Call, CallerProof
from hostdesk.lib import phones
from hostdesk.tickets.models import CallBack, CallBackAttempt, CallBackState, Ticket

STATES = {
    CallBackState.PROMISED: gettext_lazy("Call-back promised"),
    CallBackState.REACHED: gettext_lazy("The caller was reached"),
    CallBackState.DROPPED: gettext_lazy("No call-back is needed"),
}


@dataclass(frozen=True, slots=True)
class Back:
    """One call-back in words."""

    pk: int
    number: str
    dial: str  # E.164, "" if it is none
    words: str
    window: str
    reason: str
    is_open: bool
    is_late: bool
    start_field: str
    end_field: str
    attempts: list[tuple[str, str, str]]  # when and who, whether reached, result


@dataclass(frozen=True, slots=True)
class Phone:
    """All of it, for card and page."""

    proof: str
    is_proven: bool
    calls: list[calls_card.Shown]
    backs: list[Back]


def brief(tickets: Sequence[Ticket], now: datetime) -> Phone | None:
    """Of a ticket and those merged into it; None, in one query, if nobody ever phoned about it."""
    is_by_phone = any(one.channel == "phone" for one in tickets) or _is_any(tickets)
    return phone(tickets, now) if is_by_phone else None


def phone(tickets: Sequence[Ticket], now: datetime) -> Phone:
    """Of a ticket and those merged into it."""
    proof = CallerProof.objects.filter(ticket__in=tickets).select_related("customer", "by").last()
    calls = Call.objects.filter(ticket__in=tickets).select_related(
        "department", "customer", "contact", "ticket"
    )
    backs = CallBack.objects.filter(ticket__in=tickets).prefetch_related("attempts__staff")
    return Phone(
        proof=_proven(proof, now) if proof else _("Not proven who calls: no PIN was named."),
        is_proven=proof is not None,
        calls=calls_card.on_ticket(calls, now),
        backs=[_back(one, now) for one in backs],
    )


def _is_any(tickets: Sequence[Ticket]) -> bool:
    proofs, calls, backs = (
        model.objects.filter(ticket__in=tickets).order_by().values_list("ticket")
        for model in (CallerProof, Call, CallBack)
    )
    return bool(proofs.union(calls, backs, all=True)[:1])


def _proven(proof: CallerProof, now: datetime) -> str:
    return _("Proven: speaks for %(customer)s, number and PIN named to %(who)s, %(at)s") % {
        "customer": proof.customer.number, "who": proof.by.name, "at": when.moment(proof.at, now),
    }  # fmt: skip


def _back(one: CallBack, now: datetime) -> Back:
    number, is_open = phones.read(one.number), one.state == CallBackState.PROMISED
    return Back(
        pk=one.pk,
        number=phones.shown(number, get_language() or "en"),
        dial=number.e164,
        words=str(STATES[CallBackState(one.state)]),
        window=window(one, now),
        reason=str(REASONS.get(one.reason, one.reason)),
        is_open=is_open,
        is_late=is_open and bool(one.call_until and one.call_until < now),
        start_field=_field(one.call_from),
        end_field=_field(one.call_until),
        attempts=[_attempt(each, now) for each in one.attempts.all()],
    )


def _attempt(one: CallBackAttempt, now: datetime) -> tuple[str, str, str]:
    reached = _("reached") if one.was_reached else _("not reached")
    return f"{one.staff.name}, {when.moment(one.at, now)}", reached, one.result


def _field(at: datetime | None) -> str:
    return f"{when.local(at):%Y-%m-%dT%H:%M}" if at else ""
