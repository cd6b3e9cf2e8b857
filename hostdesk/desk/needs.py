"""What needs this person: promises that come near, calls, answers, letters that failed. Two queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value

from hostdesk.accounts.models import Department, Role, Seen, Staff
from hostdesk.billing import calls
from hostdesk.billing.models import Answer, ConsentRequest, Dispute, Timer
from hostdesk.tickets import callbacks
from hostdesk.tickets.models import Queue, Ticket
from hostdesk.tickets.views import moments

LATE, ESCALATED, SOON, CALL, CALL_BACK, CONSENT, OBJECTION, DELIVERY, TIMER = KINDS = (
    "late", "escalated", "soon", "call", "call_back", "consent", "objection", "delivery", "timer",
)  # fmt: skip
ALARMING = (LATE, ESCALATED, CALL, CALL_BACK, DELIVERY)
MOST = 200  # lines; who has more to do than this needs no list
_NEWS = timedelta(days=1)  # an answer is news for so long


@dataclass(frozen=True, slots=True)
class Need:
    """One reason to look at a ticket; `row` is the id of what it is about."""

    kind: str
    row: int
    ticket_id: int
    is_new: bool

    @property
    def key(self) -> str:
        """What "seen" is remembered under."""
        return f"{self.kind}:{self.row}"


def needs(me: Staff, now: datetime) -> list[Need]:
    """Everything that needs `me` at `now` (UTC), each reason once; nothing for who may only read."""
    if not me.may_change:
        return []
    first, *others = _sources(me, now)
    found = list(first.union(*others, all=True)[:MOST])
    keys = [f"{kind}:{row}" for kind, row, _about in found]
    seen = set(Seen.objects.filter(staff=me, key__in=keys).values_list("key", flat=True)) if keys else set()
    all_of_them = [Need(kind, row, about, f"{kind}:{row}" not in seen) for kind, row, about in found]
    return sorted(all_of_them, key=lambda one: KINDS.index(one.kind))


def see(me: Staff, keys: list[str], now: datetime) -> None:
    """She has seen these lines; what is long over is forgotten."""
    Seen.objects.filter(staff=me, at__lt=now - timedelta(days=90)).delete()
    Seen.objects.bulk_create([Seen(staff=me, key=key[:60]) for key in keys[:MOST]], ignore_conflicts=True)


def _sources(me: Staff, now: datetime) -> list[Any]:
    """Each yields kind, id of the row, id of the ticket."""
    mine, led, at = _mine(me), _led(me), moments(now)
    theirs = _mine(me, "ticket__") | _mine(me, "ticket__merged_into__")
    waiting = Ticket.objects.filter(
        queue__in=(Queue.FIRST_RESPONSE, Queue.PENDING), responded_at=None, due_at__lte=at.soon
    )
    news = ConsentRequest.objects.filter(answered_at__gte=now - _NEWS).exclude(answer=Answer.SUPERSEDED)
    sources = [
        _as(LATE, waiting.filter(mine, due_at__lt=now)),
        _as(SOON, waiting.filter(mine, due_at__gte=now)),
        _as(DELIVERY, Ticket.objects.filter(mine, has_delivery_trouble=True, merged_into=None)),
        _as(CALL, calls.near(now).filter(theirs), "ticket"),
        _as(CALL_BACK, callbacks.near(now).filter(theirs), "ticket"),
        _as(CONSENT, news.filter(Q(asked_by=me) | Q(ticket__assignee=me)), "ticket"),
        _as(OBJECTION, Dispute.objects.filter(theirs, answered_at=None), "ticket"),
        _as(TIMER, Timer.objects.filter(staff=me, paused_at=None, asked_at__isnull=False), "ticket"),
    ]
    if led is not None:
        told = waiting.filter(led, escalation__isnull=False).exclude(mine)
        sources.append(_as(ESCALATED, told))
    return sources


def _as(kind: str, rows: QuerySet[Any], about: str = "pk") -> Any:
    named = {"need": Value(kind, output_field=CharField()), "row": F("pk"), "about": F(about)}
    return rows.order_by().annotate(**named).values_list("need", "row", "about")


def _mine(me: Staff, way: str = "") -> Q:
    """Hers, or nobody's in one of her departments; `way` leads from a row to its ticket."""
    departments = [one.pk for one in me.departments.all()]
    free = Q(**{f"{way}assignee": None, f"{way}department__in": departments})
    return Q(**{f"{way}assignee": me}) | free


def _led(me: Staff) -> Q | None:
    """What a lead is told about; administrators stand in where a department has no lead."""
    if me.role == Role.LEAD:
        return Q(department__in=[one.pk for one in me.departments.all()])
    if me.role == Role.ADMIN:
        led = Department.objects.filter(staff__role=Role.LEAD, staff__is_active=True)
        return ~Q(department__in=led)
    return None
