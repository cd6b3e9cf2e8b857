"""What a ticket costs, in the words of a customer: the cause, the work, line by line, and what was agreed."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.billing import load
from hostdesk.billing.models import Answer, Charge, ChargeState, ConsentRequest, Dispute, Finding
from hostdesk.core.essentials import Field, field_of
from hostdesk.core.tariff_words import explain, money
from hostdesk.customers.models import Contact
from hostdesk.tickets.for_contacts import sees_prices
from hostdesk.tickets.letters import moment
from hostdesk.tickets.models import Ticket

SPHERES = {
    Finding.INSIDE: gettext_lazy("The cause lies on our side. The work is free."),
    Finding.OUTSIDE: gettext_lazy("The cause does not lie on our side. The work is charged."),
    Finding.UNKNOWN: gettext_lazy("The cause is not known yet. If it lies on our side, the work is free."),
}
_STATES = {
    ChargeState.APPROVED: gettext_lazy("stands on your next statement"),
    ChargeState.WAIVED: gettext_lazy("we do not charge it"),
    ChargeState.BILLED: gettext_lazy("stands on a statement"),
    ChargeState.CREDITED: gettext_lazy("was withdrawn"),
}
_ANSWERS = {
    Answer.NONE: gettext_lazy("not answered"),
    Answer.YES: gettext_lazy("you agreed"),
    Answer.NO: gettext_lazy("you said no"),
    Answer.REVOKED: gettext_lazy("you took it back"),
    Answer.SUPERSEDED: gettext_lazy("replaced by a newer question"),
}


@dataclass(frozen=True, slots=True)
class Billed:
    """One reviewed charge."""

    pk: int
    at: str
    state: str
    net: str
    gross: str
    reason: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Agreed:
    """One question for consent and what became of it."""

    pk: int
    asked: str
    until: str
    most: str
    answer: str
    is_open: bool
    text: str


@dataclass(frozen=True, slots=True)
class Objected:
    """One objection, with our answer."""

    at: str
    text: str
    who: str
    answer: str
    answered: str


@dataclass(frozen=True, slots=True)
class Money:
    """All about the price; empty parts are not shown."""

    cause: str
    why: str
    net: str  # so far, "" if nothing costs anything
    gross: str
    lines: list[tuple[str, str]]  # explanation and amount
    is_running: bool
    can_object: bool
    charges: list[Billed] = field(default_factory=list)
    consents: list[Agreed] = field(default_factory=list)
    disputes: list[Objected] = field(default_factory=list)


def of_ticket(contact: Contact, root: Ticket, now: datetime, language: str) -> Money | None:
    """None for who does not see prices; a constant number of queries."""
    if not sees_prices(contact, root):
        return None
    facts = load.facts(root)
    bill = facts.bill(now)
    charges = [billed(one, language) for one in Charge.objects.filter(ticket__in=facts.tickets)]
    return Money(
        cause=str(SPHERES[facts.sphere]) if facts.finding or _is_technical(root) else "",
        why=facts.finding.reason if facts.finding else "",
        net=_amount(bill.net, language),
        gross=_amount(bill.gross, language),
        lines=[(explain(line, language), money(line.amount, language)) for line in bill.lines],
        is_running=any(one.is_running for one in facts.timers),
        can_object=bool(facts.finding or charges or bill.lines),
        charges=charges,
        consents=[agreed(one, now, language) for one in facts.requests],
        disputes=_disputes(facts.tickets, language),
    )


def _is_technical(root: Ticket) -> bool:
    """Whoever asks about an invoice asks nothing that could have a cause on anybody's side."""
    return field_of(root.department.slug) is Field.SUPPORT


def billed(charge: Charge, language: str) -> Billed:
    """A charge in words; its lines are explained as they were when it was approved."""
    state = _("credit") if charge.credits_id else str(_STATES[ChargeState(charge.state)])
    return Billed(
        pk=charge.pk,
        at=moment(charge.at, language),
        state=state,
        net=money(charge.net, language),
        gross=money(charge.gross, language),
        reason=_(charge.reason) if charge.reason else "",
        lines=[line["text"][language] for line in charge.bill["lines"]],
    )


def agreed(request: ConsentRequest, now: datetime, language: str) -> Agreed:
    """A question in words."""
    is_open = request.answer == Answer.NONE and now < request.expires_at
    over = _("it expired unanswered") if request.answer == Answer.NONE and not is_open else ""
    return Agreed(
        pk=request.pk,
        asked=moment(request.asked_at, language),
        until=moment(request.covers_until, language),
        most=f"{money(request.most_net, language)} ({money(request.most_gross, language)})",
        answer=over or str(_ANSWERS[Answer(request.answer)]),
        is_open=is_open,
        text=request.text,
    )


def _disputes(tickets: tuple[Ticket, ...], language: str) -> list[Objected]:
    rows = Dispute.objects.filter(ticket__in=tickets).select_related("written_by")
    return [
        Objected(
            at=moment(one.at, language),
            text=one.text,
            who=_("as we wrote it down") if one.written_by_id else "",
            answer=one.answer,
            answered=moment(one.answered_at, language) if one.answered_at else "",
        )
        for one in rows
    ]


def _amount(amount: Decimal, language: str) -> str:
    return money(amount, language) if amount else ""
