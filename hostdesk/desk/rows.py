"""The lines of a list under their headings: everything a row prints is made here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.desk import channels, clocks, when
from hostdesk.desk.row import Row
from hostdesk.tickets.models import Queue, Ticket
from hostdesk.ui.icons import icon

SHOWN_SUBJECT = 200  # characters; the rest would not be seen in one line


@dataclass(slots=True)
class Group:
    """Rows under one heading."""

    title: str
    is_late: bool = False
    rows: list[Row] = field(default_factory=list)


def groups(
    tickets: Iterable[Ticket], now: datetime, hints: Mapping[int, SafeString], *, by_deadline: bool = True
) -> list[Group]:
    """The tickets, in their order, under headings of the promise; without headings if it plays no part.

    `hints` are remarks about the price, by the ticket's id.
    """
    found: list[Group] = []
    for ticket in tickets:
        title, is_late = _heading(ticket, now) if by_deadline else ("", False)
        if not found or found[-1].title != title:
            found.append(Group(title, is_late))
        found[-1].rows.append(row(ticket, now, hints.get(ticket.pk, "")))
    return found


def _heading(ticket: Ticket, now: datetime) -> tuple[str, bool]:
    if ticket.queue == Queue.PENDING:
        return _("Pending"), False
    if ticket.queue == Queue.ANSWERED:
        return _("First response given"), False
    if ticket.due_at < now:
        return _("Over time"), True
    if when.local(ticket.due_at).date() == when.local(now).date():
        return _("Due today"), False
    return _("Due on %(day)s") % {"day": when.weekday_and_date(ticket.due_at)}, False


def row(ticket: Ticket, now: datetime, hint: SafeString | str = "") -> Row:
    """The line of one ticket."""
    language = get_language() or "en"
    return Row(
        number=ticket.number,
        url=f"/desk/t/{ticket.number}/",
        icon=channels.icon_of(ticket.channel),
        subject=ticket.subject[:SHOWN_SUBJECT] or _("(no subject)"),
        lead=ticket.lead,
        language=ticket.language if ticket.language != language else "",
        hint=_hint(ticket) or hint,
        who=sender_of(ticket),
        department=ticket.department.name(language),
        initials=ticket.assignee.initials if ticket.assignee else "–",
        assignee=ticket.assignee.name if ticket.assignee else _("nobody"),
        age=when.span((now - ticket.received_at).total_seconds()),
        clock=clocks.badge(ticket, now)
        if not ticket.is_spam and ticket.queue is not None
        else _end(ticket, now),
        is_unread=ticket.is_unread,
    )


def sender_of(ticket: Ticket) -> str:
    """Whom the list names: the customer, else the person, else the address."""
    if ticket.customer:
        return ticket.customer.name
    return ticket.requester_name or ticket.requester or _("unknown sender")


def _end(ticket: Ticket, now: datetime) -> SafeString | str:
    return when.moment(ticket.solved_at, now) if ticket.solved_at else ""


def _hint(ticket: Ticket) -> SafeString | str:
    """At most one: the worst."""
    if ticket.is_quarantined:
        return channels.hint("late", icon("warn"), _("unreadable"))
    if ticket.has_delivery_trouble:
        return channels.hint("late", icon("bounce"), _("undeliverable"))
    return ""
