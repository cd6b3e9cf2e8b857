"""The desk's views: which tickets, in which order, how many. No query here grows with the solved tickets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from hostdesk.accounts.models import Department, Staff
from hostdesk.calendars import load
from hostdesk.core import deadlines, hours
from hostdesk.tickets.access import departments_of, visible_to
from hostdesk.tickets.models import Queue, Ticket

CAP = 1000  # counts above are shown as "999+"

Narrow = Callable[[QuerySet[Ticket], Staff, datetime], QuerySet[Ticket]]


# SQLite's moments are texts: reading one costs as much as reading ten numbers.
_NOT_LISTED = (
    "customer__since", "assignee__password", "assignee__last_login", "assignee__date_joined",
    "calendar__valid_from", "last_message_at",
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


def _queued(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    return tickets.filter(queue__lte=Queue.ANSWERED)


def _mine(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    return tickets.filter(queue__lte=Queue.ANSWERED, assignee=staff)


def _unassigned(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    return tickets.filter(queue__lte=Queue.ANSWERED, assignee=None)


def _due_soon(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    """Less than an hour of support time is left, or none; also while it sleeps, which stops no clock."""
    return tickets.filter(queue__lte=Queue.PENDING, responded_at=None, due_at__lte=soon(now))


def _pending(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    return tickets.filter(queue=Queue.PENDING)


def _trouble(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    return tickets.filter(has_delivery_trouble=True, merged_into=None)


def _quarantine(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    return tickets.filter(is_quarantined=True, merged_into=None)


def _spam(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    return tickets.filter(is_spam=True, merged_into=None)


def _solved(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
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
UNCOUNTED = ("solved", "spam")


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
    tickets = view.narrow(visible_to(staff), staff, now or timezone.now())
    if after:
        tickets = tickets.filter(_beyond(view, after, tickets))
    shown = tickets.select_related("department", "assignee", "customer", "calendar").defer(*_NOT_LISTED)
    found = list(shown.order_by(*view.order)[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)


def counts(staff: Staff, now: datetime | None = None) -> dict[str, int]:
    """How many tickets each view holds, counted up to CAP; one query."""
    now = now or timezone.now()
    counted = [view for view in views_of(staff) if view.slug not in UNCOUNTED]
    visible = visible_to(staff)
    parts: list[str] = []
    values: list[Any] = []
    for view in counted:
        capped = view.narrow(visible, staff, now).order_by().values("pk")[:CAP]
        sql, params = capped.query.sql_with_params()
        # Django's own text with its parameters kept apart.
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS capped)")  # noqa: S608 - the line above says why
        values += params
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return dict(zip((view.slug for view in counted), cursor.fetchone(), strict=True))


def soon(now: datetime) -> datetime:
    """Whatever is due before this instant is due soon: an hour of support time from now."""
    return max(hours.add(load.current_hours(), now, deadlines.SOON_SECONDS), now + timedelta(seconds=1))


def _of_department(department: Department) -> View:
    def narrow(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
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
    condition, equal = Q(), Q()
    for column in view.order:
        name = column.lstrip("-")
        further = Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": last[name]})
        condition |= equal & further
        equal &= Q(**{name: last[name]})
    return condition
