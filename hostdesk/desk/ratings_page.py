"""What customers said after solving: figures for each month and department, and their words."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from hostdesk.desk import when
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import page
from hostdesk.ratings import figures
from hostdesk.tickets import access

_BACK = timedelta(days=400)
_WORDS = 50  # comments


@readers
def ratings(request: HttpRequest) -> HttpResponse:
    """The reader's departments; words only from tickets that she may see."""
    me, now = staff(request), timezone.now()
    departments = access.departments_of(me)
    names = {one.pk: one.name(get_language() or "en") for one in departments}
    rows = [
        (_month(one.month), names[one.department], one) for one in figures.figures(departments, now - _BACK)
    ]
    said = figures.commented(departments).filter(ticket__in=access.visible_to(me))[:_WORDS]
    words = [(one, when.moment(one.answered_at, now)) for one in said if one.answered_at]
    return page(request, "desk/ratings.html", rows=rows, words=words)


def _month(month: str) -> str:
    return date_format(date.fromisoformat(f"{month}-01"), "F Y")
