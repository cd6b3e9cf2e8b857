"""How often it helped, by month and department."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from hostdesk.accounts.models import Department
from hostdesk.ratings.models import Rating


@dataclass(frozen=True, slots=True)
class Figure:
    """One department in one month; shares are percents, None if nobody answered."""

    month: str  # 2026-11, at the provider's seat
    department: int
    asked: int
    answered: int
    solved: int | None
    stars: float | None


def figures(departments: Iterable[Department], since: datetime) -> list[Figure]:
    """The newest month first; one query."""
    zone = ZoneInfo(settings.HOSTDESK["HOSTDESK_TIMEZONE"])
    rows = Rating.objects.filter(department__in=list(departments), asked_at__gte=since)
    found: dict[tuple[str, int], list[tuple[bool | None, int | None, bool]]] = {}
    named = rows.values_list("asked_at", "department_id", "was_solved", "stars", "answered_at")
    for at, department, was_solved, stars, answered in named.iterator():
        key = (f"{at.astimezone(zone):%Y-%m}", department)
        found.setdefault(key, []).append((was_solved, stars, answered is not None))
    return [_figure(*key, given) for key, given in sorted(found.items(), reverse=True)]


def commented(departments: Iterable[Department]) -> QuerySet[Rating]:
    """Answers with words, the newest first; ask the gate before showing them."""
    found = Rating.objects.filter(department__in=list(departments), answered_at__isnull=False)
    return found.exclude(comment="").select_related("ticket").order_by("-answered_at")


def _figure(month: str, department: int, given: list[tuple[bool | None, int | None, bool]]) -> Figure:
    said = [one for one, _stars, _is in given if one is not None]
    stars = [one for _said, one, _is in given if one is not None]
    return Figure(
        month=month,
        department=department,
        asked=len(given),
        answered=sum(is_answered for _said, _stars, is_answered in given),
        solved=round(100 * sum(said) / len(said)) if said else None,
        stars=round(sum(stars) / len(stars), 1) if stars else None,
    )
