"""What needs somebody, in words: each line names the ticket, the reason and the moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Answer, ConsentRequest, ServiceRequest
from hostdesk.desk import needs, rows, when
from hostdesk.desk.service_card import window
from hostdesk.lib import phones
from hostdesk.tickets import access
from hostdesk.tickets.models import CallBack, Ticket
from hostdesk.ui.icons import icon


@dataclass(frozen=True, slots=True)
class Line:
    """One reason, ready to be printed."""

    key: str
    kind: str
    number: str
    url: str
    subject: str
    who: str
    words: str
    icon: SafeString
    is_new: bool
    is_alarming: bool


_ICONS = {
    needs.LATE: "warn", needs.ESCALATED: "bell", needs.SOON: "clock", needs.CALL: "phone",
    needs.CALL_BACK: "phone", needs.CONSENT: "pen", needs.OBJECTION: "quote", needs.DELIVERY: "bounce",
    needs.TIMER: "meter",
}  # fmt: skip


def lines(found: Sequence[needs.Need], me: Staff, now: datetime) -> list[Line]:
    """Those whose ticket she may see; four queries, however many there are."""
    tickets = _tickets([one.ticket_id for one in found], me)
    asked = ConsentRequest.objects.in_bulk([one.row for one in found if one.kind == needs.CONSENT])
    called = ServiceRequest.objects.in_bulk([one.row for one in found if one.kind == needs.CALL])
    backs = CallBack.objects.in_bulk([one.row for one in found if one.kind == needs.CALL_BACK])
    facts: dict[str, Mapping[int, Any]] = {needs.CONSENT: asked, needs.CALL: called, needs.CALL_BACK: backs}
    return [
        _line(one, tickets[one.ticket_id], facts.get(one.kind, {}).get(one.row), now)
        for one in found
        if one.ticket_id in tickets
    ]


def _tickets(wanted: list[int], me: Staff) -> dict[int, Ticket]:
    """The root of each, if `me` may see that."""
    rows = Ticket.objects.filter(pk__in=wanted).select_related(
        "customer", "merged_into__customer", "assignee"
    )
    roots = {one.pk: one.root for one in rows}
    visible = access.visible_to(me).filter(pk__in=[one.pk for one in roots.values()])
    seen = set(visible.values_list("pk", flat=True))
    return {pk: root for pk, root in roots.items() if root.pk in seen}


def _line(one: needs.Need, root: Ticket, fact: Any, now: datetime) -> Line:
    return Line(
        key=one.key,
        kind=one.kind,
        number=root.number,
        url=f"/desk/t/{root.number}/{_PLACES.get(one.kind, '')}",
        subject=root.subject[:120] or _("(no subject)"),
        who=rows.sender_of(root),
        words=_WORDS[one.kind](root, fact, now),
        icon=icon(_ICONS[one.kind]),
        is_new=one.is_new,
        is_alarming=one.kind in needs.ALARMING,
    )


def _late(root: Ticket, _fact: object, now: datetime) -> str:
    return _("First response overdue since %(at)s") % {"at": when.moment(root.due_at, now)}


def _soon(root: Ticket, _fact: object, now: datetime) -> str:
    return _("First response due %(at)s") % {"at": when.moment(root.due_at, now)}


def _escalated(root: Ticket, _fact: object, now: datetime) -> str:
    who = root.assignee.name if root.assignee else _("nobody")
    return _("Escalated: first response due %(at)s, in charge: %(who)s") % {
        "at": when.moment(root.due_at, now), "who": who,
    }  # fmt: skip


def _call(_root: Ticket, request: ServiceRequest, now: datetime) -> str:
    if request.call_until and request.call_until < now:
        return _("Promised call is late: %(window)s") % {"window": window(request, now)}
    return _("Promised call: %(window)s") % {"window": window(request, now)}


def _call_back(_root: Ticket, one: CallBack, now: datetime) -> str:
    number = phones.shown(phones.read(one.number), get_language() or "en")
    words = {"number": number, "window": window(one, now)}
    if one.call_until and one.call_until < now:
        return _("Call-back to %(number)s is late: %(window)s") % words
    return _("Call back %(number)s: %(window)s") % words


def _consent(_root: Ticket, request: ConsentRequest, now: datetime) -> str:
    at = {"at": when.moment(request.revoked_at or request.answered_at or request.asked_at, now)}
    if request.answer == Answer.YES:
        return _("The customer has agreed, %(at)s: work can begin") % at
    if request.answer == Answer.REVOKED:
        return _("The customer has taken the consent back, %(at)s") % at
    return _("The customer has not agreed, %(at)s") % at


_WORDS: dict[str, Callable[[Ticket, Any, datetime], str]] = {
    needs.LATE: _late,
    needs.SOON: _soon,
    needs.ESCALATED: _escalated,
    needs.CALL: _call,
    needs.CALL_BACK: _call_back,
    needs.CONSENT: _consent,
    needs.OBJECTION: lambda _root, _fact, _now: _("The customer objects to finding or price"),
    needs.DELIVERY: lambda _root, _fact, _now: _("A letter could not be delivered"),
    needs.TIMER: lambda _root, _fact, _now: _("Your meter has run for long: still at it?"),
}
_PLACES = {
    needs.CALL: "service/", needs.CALL_BACK: "calls/", needs.CONSENT: "hours/#consents",
    needs.OBJECTION: "hours/#disputes",
}  # fmt: skip
