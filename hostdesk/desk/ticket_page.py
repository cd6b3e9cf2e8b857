"""One ticket: the correspondence as one timeline, the composer, and the card."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.billing import meter as meters
from hostdesk.core.states import Act, State, may
from hostdesk.desk import (
    card,
    choices,
    complaint_card,
    composer,
    kept,
    letters,
    meter_card,
    review,
    rows,
    service_card,
    sphere_card,
    ticket_calls,
)
from hostdesk.desk.entries import SHOWN, lines
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import fragment, page, wants_fragment
from hostdesk.desk.rail import STATES
from hostdesk.lib.disk import is_full
from hostdesk.outbox.states import State as DeliveryState
from hostdesk.tickets import access, actions, presence, timeline
from hostdesk.tickets.models import Kind, Message, Ticket
from hostdesk.tickets.timeline import Entry

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Held:
    """A reply that can still be taken back."""

    message_id: int
    seconds: int
    of: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A letter that did not arrive."""

    said: str  # by the other server
    is_acknowledgement: bool


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
        _mark_as_seen(found, me)
    price = meters.meter(found, now)
    context = _context(request, found, me, price)
    if wants_fragment(request) and not again:
        return fragment(request, "desk/_ticket_parts.html", **context)
    context |= {
        "composer": composer.for_page(found, me, price, again),
        "moments": choices.moments(now),
        "departments": [one for one in choices.departments() if one.value != found.department.slug],
        "colleagues": choices.colleagues(besides=found.assignee),
    }
    return page(request, "desk/ticket.html", status=409 if again else 200, **context)


def _mark_as_seen(found: Ticket, me: Staff) -> None:
    try:
        actions.seen(found, me)
    except OperationalError as error:
        if not is_full(error):
            raise
        # The letter can be read all the same; the mark is made at the next look.
        _log.warning("%s stays unread: %s", found.number, error)


def _context(request: HttpRequest, found: Ticket, me: Staff, price: meters.Meter) -> dict[str, Any]:
    now = price.now
    everything = timeline.entries(found)
    shown = lines(everything if "all" in request.GET else everything[-SHOWN:], found.number, now)
    came_from = request.GET.get("from", "")
    children = card.merged(found)
    services = service_card.brief(price.services, now)
    return {
        "ticket": found,
        "state": STATES[State(found.state)],
        "department": card.department_name(found),
        "language_name": card.language_name(found),
        "sender": rows.sender_of(found),
        "lines": shown,
        "folded": 0 if "all" in request.GET else max(0, len(everything) - SHOWN),
        "newest": shown[-1].key if shown else "",
        "held": _held(everything, now),
        "trouble": _trouble(everything, now) if found.has_delivery_trouble else None,
        "unreadable": _unreadable(found, everything),
        "promise": card.promise(found, now),
        "meter": meter_card.card(price, me, now),
        "sphere": sphere_card.sphere(found, price.finding, now),
        "services": services,
        "phone": ticket_calls.brief([found, *children], now),
        "complaints": complaint_card.brief([found, *children]),
        "likely": None if services else service_card.likely(everything),
        "review": review.review(found, me, price),
        "related": card.related(found, me),
        "merged": children,
        "came_from": next((one for one in children if one.number == came_from), None),
        "earlier": card.earlier(found, me, now),
        "participants": card.participants(found),
        "others": presence.others(found, me, now),
        "may": {act.name.lower(): may(State(found.state), act) for act in Act},
        "is_mine": found.assignee_id == me.pk,
    }  # fmt: skip


def _held(everything: list[Entry], now: datetime) -> Held | None:
    for message in _messages(everything):
        delivery = message.delivery
        if not delivery or message.kind != Kind.OUT or delivery.state != DeliveryState.HELD:
            continue
        if delivery.hold_until and delivery.hold_until > now:
            of = max(1, round((delivery.hold_until - delivery.created_at).total_seconds()))
            left = min(of, max(1, round((delivery.hold_until - now).total_seconds())))
            return Held(message.pk, left, of)
    return None


def _trouble(everything: list[Entry], now: datetime) -> Trouble | None:
    for message in _messages(everything):
        if message.delivery and message.delivery.is_trouble:
            said = letters.standing(message.delivery, now).said
            return Trouble(said, message.kind == Kind.ACKNOWLEDGEMENT)
    return None


def _unreadable(found: Ticket, everything: list[Entry]) -> Message | None:
    """The stand-in for what could not be read."""
    stand_ins = (one for one in _messages(everything) if (one.key or "").startswith("quarantine:"))
    return next(stand_ins, None) if found.is_quarantined else None


def _messages(everything: list[Entry]) -> Iterator[Message]:
    """Newest first."""
    return (entry.message for entry in reversed(everything) if entry.message)


def _url(found: Ticket) -> str:
    return f"/desk/t/{found.number}/"
