"""One ticket: the correspondence as one timeline, the composer, and the card."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.core.states import Act, State, may
from hostdesk.desk import card, choices, composer, kept, rows
from hostdesk.desk.entries import SHOWN, Line, lines
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import fragment, page, wants_fragment
from hostdesk.desk.rail import STATES
from hostdesk.outbox.states import State as DeliveryState
from hostdesk.tickets import access, actions, presence, timeline
from hostdesk.tickets.models import Kind, Ticket


@dataclass(frozen=True, slots=True)
class Held:
    """A reply that can still be taken back."""

    message_id: int
    subject: str
    seconds: int
    of: int


@readers
def ticket(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a ticket; a merged one leads to the ticket that shows it."""
    found = access.ticket_for(staff(request), number)
    if found.merged_into_id:
        return redirect(f"{_url(found.root)}?from={found.number}")
    if found.number != number:
        return redirect(_url(found))
    if written := kept.take(request, request.path):
        composer.keep_draft(found, staff(request), written)
        messages.info(request, _("Your session had ended. Your text is back; nothing was sent."))
    return show(request, found)


def show(request: HttpRequest, found: Ticket, again: composer.Again | None = None) -> HttpResponse:
    """The page, with a form that comes back for a second look if there is one."""
    me, now = staff(request), timezone.now()
    if found.is_unread:
        actions.seen(found, me)
    context = _context(request, found, me, now)
    if wants_fragment(request) and not again:
        return fragment(request, "desk/_ticket_parts.html", **context)
    context |= {
        "composer": composer.for_page(found, me, again),
        "moments": choices.moments(now),
        "departments": [one for one in choices.departments() if one.value != found.department.slug],
        "colleagues": choices.colleagues(besides=found.assignee),
    }
    return page(request, "desk/ticket.html", status=409 if again else 200, **context)


def _context(request: HttpRequest, found: Ticket, me: Staff, now: datetime) -> dict[str, Any]:
    everything = lines(timeline.entries(found), found.number, now)
    is_whole = "all" in request.GET
    shown = everything if is_whole else everything[-SHOWN:]
    came_from = request.GET.get("from", "")
    children = card.merged(found)
    return {
        "ticket": found,
        "state": STATES[State(found.state)],
        "department": card.department_name(found),
        "language_name": card.language_name(found),
        "sender": rows.sender_of(found),
        "lines": shown,
        "folded": len(everything) - len(shown),
        "newest": shown[-1].key if shown else "",
        "held": _held(everything, now),
        "trouble": _trouble(everything),
        "unreadable": _unreadable(found, everything),
        "promise": card.promise(found, now),
        "related": card.related(found, me),
        "merged": children,
        "came_from": next((one for one in children if one.number == came_from), None),
        "earlier": card.earlier(found, me, now),
        "participants": card.participants(found),
        "others": presence.others(found, me, now),
        "may": {act.name.lower(): may(State(found.state), act) for act in Act},
        "is_mine": found.assignee_id == me.pk,
    }  # fmt: skip


def _held(everything: list[Line], now: datetime) -> Held | None:
    for line in reversed(everything):
        delivery = line.message.delivery if line.message else None
        if (
            not line.message
            or not delivery
            or line.message.kind != Kind.OUT
            or delivery.state != DeliveryState.HELD
        ):
            continue
        if delivery.hold_until and delivery.hold_until > now:
            of = max(1, round((delivery.hold_until - delivery.created_at).total_seconds()))
            left = min(of, max(1, round((delivery.hold_until - now).total_seconds())))
            return Held(line.message.pk, line.message.subject, left, of)
    return None


def _trouble(everything: list[Line]) -> Line | None:
    return next((one for one in reversed(everything) if one.delivery and one.delivery.is_trouble), None)


def _unreadable(found: Ticket, everything: list[Line]) -> Line | None:
    if not found.is_quarantined:
        return None
    stand_ins = (
        line for line in everything if line.message and (line.message.key or "").startswith("quarantine:")
    )
    return next(stand_ins, None)


def _url(found: Ticket) -> str:
    return f"/desk/t/{found.number}/"
