"""A call as card and list show it: who may be calling, what is open, what work costs now, what is agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core import calls
from hostdesk.customers.by_phone import Certainty
from hostdesk.desk import amounts, price_hints, price_now, when
from hostdesk.gateways.phone import choosing
from hostdesk.gateways.phone.models import Call
from hostdesk.lib import phones
from hostdesk.tickets import access
from hostdesk.tickets.models import Queue, Ticket

_MOST = 5  # cards at once
_TICKETS = 3  # open tickets on a card
_RECENT = 100
CERTAINTIES = {
    Certainty.NONE: gettext_lazy("unknown number"),
    Certainty.NUMBER: gettext_lazy("maybe: the number is known, and proves nothing"),
    Certainty.SHARED: gettext_lazy("maybe: several people have this number"),
    Certainty.TRUNK: gettext_lazy("maybe: an extension of a known number"),
}
RESULTS = {
    calls.Result.ANSWERED: gettext_lazy("answered"),
    calls.Result.MISSED: gettext_lazy("missed"),
    calls.Result.VOICEMAIL: gettext_lazy("mailbox"),
    calls.Result.FORWARDED: gettext_lazy("forwarded"),
    calls.Result.BLOCKED: gettext_lazy("blocked by the exchange"),
}
STATES = {
    calls.State.RINGING: gettext_lazy("rings"),
    calls.State.TALKING: gettext_lazy("talking"),
    calls.State.ENDED: gettext_lazy("over"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """A ticket that the call may be about."""

    number: str
    subject: str
    hint: SafeString | str  # consent, price


@dataclass(frozen=True, slots=True)
class Shown:
    """One call in words."""

    pk: int
    number: str  # of the other side, as people read it
    dial: str  # E.164 for a tel: link, "" if nobody can be called
    who: str
    certainty: str
    customer: str  # number of the customer whom the phone number names
    department: str
    state: str
    at: str
    agent: str
    talk: str
    ticket: str
    is_ringing: bool
    is_missed: bool
    is_outgoing: bool
    may_join: bool
    tickets: tuple[Open, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What work costs at this hour."""

    words: str
    coming: str
    is_surcharge: bool


def ringing(me: Staff, now: datetime) -> list[Shown]:
    """Calls that ring in her departments, and the one that she is in; nothing for who may only read."""
    if not me.may_change:
        return []
    going_on = choosing.visible_to(me).exclude(state=calls.State.ENDED).filter(direction=calls.Direction.IN)
    hers = Q(state=calls.State.RINGING) | Q(chosen_by=me) | Q(agent__in=_names(me))
    found = list(going_on.filter(hers).order_by("began_at", "pk")[:_MOST])
    opened = _open_tickets(found, me, now)
    return [_shown(one, now, opened.get(one.customer_id or 0, ())) for one in found]


def recent(me: Staff, now: datetime) -> list[Shown]:
    """The newest calls of her departments."""
    return [_shown(one, now) for one in choosing.visible_to(me)[:_RECENT]]


def on_ticket(found: Iterable[Call], now: datetime) -> list[Shown]:
    """Those of one ticket."""
    return [_shown(one, now) for one in found]


def price(now: datetime) -> Price:
    """At this hour."""
    return Price(*price_now.words(now))


def _names(me: Staff) -> list[str]:
    """What exchanges may call her by."""
    return [me.name, me.email, me.email.partition("@")[0]]


def _open_tickets(found: Sequence[Call], me: Staff, now: datetime) -> dict[int, tuple[Open, ...]]:
    """By customer, for all cards at once: in as many queries for one call as for five."""
    customers = {one.customer_id for one in found if one.customer_id}
    waiting = access.visible_to(me).filter(customer__in=customers, queue__lte=Queue.PENDING, merged_into=None)
    by_customer: dict[int, list[Ticket]] = {}
    for ticket in waiting.order_by("-last_message_at", "-id")[: _MOST * 20]:
        by_customer.setdefault(ticket.customer_id or 0, []).append(ticket)
    few = [ticket for tickets in by_customer.values() for ticket in tickets[:_TICKETS]]
    hints, agreed = price_hints.hints(few, now), _agreed(few, now)
    return {
        pk: tuple(
            Open(
                one.number,
                one.subject[:90] or _("(no subject)"),
                _("surcharge agreed") if one.pk in agreed else hints.get(one.pk, ""),
            )
            for one in tickets[:_TICKETS]
        )
        for pk, tickets in by_customer.items()
    }


def _agreed(tickets: Sequence[Ticket], now: datetime) -> set[int]:
    """On which of them work outside the day tariff may be charged now."""
    yes = ConsentRequest.objects.filter(
        ticket__in=tickets, answer=Answer.YES, revoked_at=None, covers_until__gt=now
    )
    return set(yes.values_list("ticket", flat=True))


def _shown(one: Call, now: datetime, tickets: tuple[Open, ...] = ()) -> Shown:
    language = get_language() or "en"
    is_outgoing = one.direction == calls.Direction.OUT
    other = phones.read(one.called if is_outgoing else one.caller)
    root = one.ticket.root if one.ticket else None
    result = RESULTS.get(calls.Result(one.result)) if one.result else None
    return Shown(
        pk=one.pk,
        number=phones.shown(other, language),
        dial=other.e164,
        who=_who(one),
        certainty=str(CERTAINTIES[Certainty(one.certainty or Certainty.NONE)]),
        customer=one.customer.number if one.customer else "",
        department=one.department.name(language),
        state=str(result or STATES[calls.State(one.state)]),
        at=when.moment(one.began_at, now),
        agent="" if calls.is_mailbox(one.agent) else one.agent,
        talk=amounts.duration(one.seconds) if one.seconds else "",
        ticket=root.number if root else "",
        is_ringing=one.state == calls.State.RINGING,
        is_missed=one.was_missed,
        is_outgoing=is_outgoing,
        may_join=not is_outgoing and one.message_id is None and one.result != calls.Result.BLOCKED,
        tickets=tickets,
    )


def _who(one: Call) -> str:
    if one.customer is None:
        return ""
    if one.certainty == Certainty.NUMBER and one.contact:
        return f"{one.contact.name}, {one.customer.name}"
    return one.customer.name
