"""The desk's views: which tickets, in which order. No query here grows with the solved tickets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from hostdesk.accounts.models import Department, Staff
from hostdesk.calendars import load
from hostdesk.calendars.models import CalendarVersion
from hostdesk.core import deadlines, hours
from hostdesk.lib import rows as plain
from hostdesk.tickets.access import departments_of, visible_to
from hostdesk.tickets.models import Queue, Ticket


class Moments(NamedTuple):
    """What a view may ask about the time (UTC)."""

    now: datetime
    soon: datetime  # whatever is due before this is due soon


Narrow = Callable[[QuerySet[Ticket], Staff, Moments], QuerySet[Ticket]]


# What a row shows; reading a column costs more than comparing it, moments most of all.
_LISTED = (
    "number", "subject", "lead", "channel", "language", "state", "queue", "requester", "requester_name",
    "received_at", "due_at", "responded_at", "pending_until", "solved_at", "department", "calendar",
    "assignee__name", "customer__name", "is_unread", "is_spam", "is_quarantined", "has_delivery_trouble",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """A queue with a name in addresses; `order` begins with the column that its pages go on from."""

    slug: str
    narrow: Narrow
    order: tuple[str, ...] = ("queue", "due_at", "id")
    department: Department | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty tickets, and where the next page begins."""

    tickets: list[Ticket]
    next_cursor: str | None


def _queued(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    return tickets.filter(queue__lte=Queue.ANSWERED)


def _mine(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    return tickets.filter(queue__lte=Queue.ANSWERED, assignee=staff)


def _unassigned(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    return tickets.filter(queue__lte=Queue.ANSWERED, assignee=None)


def _due_soon(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    """Less than an hour of support time is left, or none; also while it sleeps, which stops no clock."""
    waiting = (Queue.FIRST_RESPONSE, Queue.PENDING)  # one by one, so that an index leads to the deadline
    return tickets.filter(queue__in=waiting, responded_at=None, due_at__lte=at.soon)


def _pending(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    return tickets.filter(queue=Queue.PENDING)


def _trouble(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    return tickets.filter(pk__in=_few(has_delivery_trouble=True), merged_into=None)


def _quarantine(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    return tickets.filter(pk__in=_few(is_quarantined=True), merged_into=None)


def _few(**marked: bool) -> QuerySet[Ticket, int]:
    """Asked for by themselves: SQLite would rather go through all tickets of a department."""
    return Ticket.objects.filter(**marked).values_list("pk", flat=True)


def _spam(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    return tickets.filter(is_spam=True, merged_into=None)


def _solved(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
    return tickets.filter(solved_at__isnull=False, merged_into=None, is_spam=False)


_FIXED = (
    View("mine", _mine),
    View("unassigned", _unassigned),
    View("all", _queued),
    View("due-soon", _due_soon, ("due_at", "id")),
    View("delivery-trouble", _trouble, ("-changed_at", "-id")),
    View("quarantine", _quarantine),
    View("pending", _pending, ("pending_until", "id")),
    View("spam", _spam, ("-changed_at", "-id")),
    View("solved", _solved, ("-solved_at", "-id")),
)
_OFFERED: list[View] = []


def offer(view: View) -> View:
    """A view of a layer above, which knows more about tickets than this one does."""
    if all(one.slug != view.slug for one in _OFFERED):
        _OFFERED.append(view)
    return view


def views_of(staff: Staff) -> list[View]:
    """The views in `staff`'s rail: the fixed ones, and one for each of her departments."""
    return [*_FIXED, *_OFFERED, *(_of_department(one) for one in departments_of(staff))]


def view_of(staff: Staff, slug: str) -> View | None:
    """The view with this slug, None if she has none of that name."""
    return next((view for view in views_of(staff) if view.slug == slug), None)


def rows(
    staff: Staff, view: View, *, after: str | None = None, size: int = 50, now: datetime | None = None
) -> Page:
    """One page of a view; `after` is the cursor of the page before. The number of queries is constant."""
    tickets = view.narrow(visible_to(staff), staff, moments(now or timezone.now()))
    if after:
        tickets = tickets.filter(_beyond(view, after, tickets))
    shown = tickets.select_related("assignee", "customer").only(*_LISTED)
    found = list(shown.order_by(*view.order)[: size + 1])
    _share(found)
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)


def moments(now: datetime) -> Moments:
    """Due soon is what has less than an hour of support time left."""
    soon = hours.add(load.current_hours(), now, deadlines.SOON_SECONDS)
    return Moments(now, max(soon, now + timedelta(seconds=1)))


def _share(tickets: list[Ticket]) -> None:
    """Departments and calendars are few: one object for all tickets that name it."""
    departments = {one.pk: one for one in plain.each(Department)}
    calendars = {one.pk: one for one in plain.each(CalendarVersion)}
    for ticket in tickets:
        ticket.department = departments[ticket.department_id]
        ticket.calendar = calendars[ticket.calendar_id]


def _of_department(department: Department) -> View:
    def narrow(tickets: QuerySet[Ticket], staff: Staff, at: Moments) -> QuerySet[Ticket]:
        also = Q(pk__in=department_also(department))
        return tickets.filter(Q(department=department) | also, queue__lte=Queue.ANSWERED)

    return View(f"dept-{department.slug}", narrow, department=department)


def department_also(department: Department) -> QuerySet[Ticket, int]:
    """Tickets of other departments that this one sees as well."""
    return Ticket.objects.filter(further__department=department, further__is_current=True).values_list(
        "pk", flat=True
    )


def _beyond(view: View, after: str, tickets: QuerySet[Ticket]) -> Q:
    """Everything that comes after the ticket with this id in the order of the view."""
    names = [name.lstrip("-") for name in view.order]
    last = Ticket.objects.filter(pk=int(after)).values(*names).first() if after.isdecimal() else None
    if last is None:
        return Q()
    # Said twice: "not before" is what an index can begin with, the alternatives are not.
    first = view.order[0]
    not_before = f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}"
    condition, equal = Q(), Q()
    for column in view.order:
        name = column.lstrip("-")
        further = Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": last[name]})
        condition |= equal & further
        equal &= Q(**{name: last[name]})
    return Q(**{not_before: last[names[0]]}) & condition
