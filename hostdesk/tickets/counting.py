"""How many tickets each view holds: one query, whose text is put together once for each member of staff."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.tickets.access import departments_of, visible_to
from hostdesk.tickets.views import Moments, moments, views_of

CAP = 1000  # counts above are shown as "999+"
UNCOUNTED = ("solved", "spam")
# Stand in the kept statement for the moments of the day.
_ANY = Moments(now=datetime(1, 1, 2, tzinfo=UTC), soon=datetime(1, 1, 3, tzinfo=UTC))


def counts(staff: Staff, now: datetime | None = None) -> dict[str, int]:
    """How many tickets each view of `staff` holds, counted up to CAP."""
    slugs, statement, values = _counting(_asking(staff), connection.vendor)
    moment_of = dict(zip(map(_stored, _ANY), map(_stored, moments(now or timezone.now())), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(statement, [moment_of.get(value, value) for value in values])
        return dict(zip(slugs, cursor.fetchone(), strict=True))


@dataclass(frozen=True, slots=True)
class _Asking:
    """Everything about a member of staff that decides what is counted for her."""

    pk: int
    role: str
    is_active: bool
    departments: tuple[tuple[int, str], ...]
    staff: Staff = field(compare=False)


def _asking(staff: Staff) -> _Asking:
    departments = tuple((one.pk, one.slug) for one in departments_of(staff))
    return _Asking(staff.pk, staff.role, staff.is_active, departments, staff)


@lru_cache(maxsize=256)
def _counting(asking: _Asking, vendor: str) -> tuple[list[str], str, list[Any]]:
    """The views and the statement that counts them, which took longer to put together than to answer."""
    counted = [view for view in views_of(asking.staff) if view.slug not in UNCOUNTED]
    visible = visible_to(asking.staff)
    parts: list[str] = []
    values: list[Any] = []
    for view in counted:
        capped = view.narrow(visible, asking.staff, _ANY).order_by().values("pk")[:CAP]
        sql, params = capped.query.sql_with_params()
        # Django's own text with its parameters kept apart.
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS capped)")  # noqa: S608 - the line above says why
        values += params
    return [view.slug for view in counted], "SELECT " + ", ".join(parts), values


def _stored(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
