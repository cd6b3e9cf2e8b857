"""Opening hours in words, for people who do not read calendars."""

from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from hostdesk.core.hours import Hours


def in_words(hours: Hours) -> str:
    """Like "Monday to Friday from 8:00 to 18:00, except on public holidays"."""
    if hours.is_elapsed:
        return _("around the clock")
    days: dict[tuple[str, str], list[int]] = {}
    for window in hours.windows:
        days.setdefault((_time(window.opens), _time(window.closes)), []).append(window.weekday)
    spans = [
        _("%(days)s from %(from)s to %(to)s") % {"days": _days(which), "from": opens, "to": closes}
        for (opens, closes), which in days.items()
    ]
    return _("%(hours)s, except on public holidays") % {"hours": ", ".join(spans)}


def _days(weekdays: list[int]) -> str:
    runs = [
        [day for _place, day in run]
        for _key, run in groupby(enumerate(sorted(weekdays)), lambda one: one[1] - one[0])
    ]
    return ", ".join(
        _("%(first)s to %(last)s") % {"first": WEEKDAYS[run[0]], "last": WEEKDAYS[run[-1]]}
        if len(run) > 1
        else str(WEEKDAYS[run[0]])
        for run in runs
    )


def _time(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"
