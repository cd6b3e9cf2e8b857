"""The deadline clock: rim, used share as a wedge, and always words."""

from datetime import datetime, timedelta

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.calendars import load
from hostdesk.core import deadlines
from hostdesk.core.deadlines import ClockState
from hostdesk.core.states import State
from hostdesk.desk import when
from hostdesk.tickets.models import Ticket
from hostdesk.ui.icons import icon

_WEDGE = SafeString(
    '<svg viewBox="0 0 16 16" aria-hidden="true"><circle class="rim" cx="8" cy="8" r="6.75"/>'
    '<circle class="pie" cx="8" cy="8" r="3" pathLength="100" stroke-dasharray="%d 100" '
    'transform="rotate(-90 8 8)"/></svg>'
)
_ALARM = SafeString(
    '<svg viewBox="0 0 16 16" aria-hidden="true"><circle class="rim" cx="8" cy="8" r="6.75"/>'
    '<path d="M8 4.5V8.5M8 11h.01" fill="none" stroke="currentColor" stroke-width="1.75" '
    'stroke-linecap="round"/></svg>'
)
LONG_AGO = timedelta(days=14)


def badge(ticket: Ticket, now: datetime) -> SafeString:
    """What the list and the card say about the first response, or about the sleep, of a ticket."""
    if ticket.state == State.PENDING and ticket.pending_until:
        return _badge("sleep", icon("moon"), when.moment(ticket.pending_until, now), ticket.pending_until)
    if ticket.responded_at:
        return _answered(ticket, ticket.responded_at)
    if now - ticket.due_at > LONG_AGO:
        return _late(when.span((now - ticket.due_at).total_seconds()), ticket)
    clock = deadlines.clock(ticket.received_at, ticket.due_at, now, load.hours_of(ticket.calendar))
    if clock.state is ClockState.LATE:
        return _late(when.span(-clock.remaining), ticket)
    wedge = SafeString(_WEDGE % round(clock.share_used * 100))
    tone = "soon" if clock.state is ClockState.SOON else ""
    is_today = when.local(ticket.due_at).date() == when.local(now).date()
    words = when.span(clock.remaining) if is_today or tone else when.moment(ticket.due_at, now)
    return _badge(tone, wedge, words, ticket.due_at)


def remaining(ticket: Ticket, now: datetime) -> str:
    """The same in a sentence, for the card."""
    if now - ticket.due_at > LONG_AGO:
        return _("over time since %(at)s") % {"at": when.moment(ticket.due_at, now)}
    clock = deadlines.clock(ticket.received_at, ticket.due_at, now, load.hours_of(ticket.calendar))
    if clock.state is ClockState.LATE:
        return _("over time by %(span)s of support time") % {"span": when.span(-clock.remaining)}
    return _("due in %(span)s of support time") % {"span": when.span(clock.remaining)}


def _answered(ticket: Ticket, at: datetime) -> SafeString:
    if at > ticket.due_at:
        return _badge("sleep", icon("clock"), _("answered late"), at)
    return _badge("met", icon("check"), _("met"), at)


def _late(span: str, ticket: Ticket) -> SafeString:
    return _badge("late", _ALARM, _("%(span)s over") % {"span": span}, ticket.due_at)


def _badge(tone: str, drawing: SafeString, words: str, at: datetime) -> SafeString:
    name = f"clk clk--{tone}" if tone else "clk"
    title = escape(when.in_full(at))
    return SafeString(
        f'<time class="{name}" datetime="{at.isoformat()}" title="{title}">{drawing}{escape(words)}</time>'
    )
