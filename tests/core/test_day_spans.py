from datetime import UTC, date, datetime

import pytest

from hostdesk.core.day_spans import open_until, spans_of
from hostdesk.core.hours import parse


@pytest.mark.parametrize(("hours", "day", "spans"), [
    ("Mon-Fri 08:00-18:00", date(2026, 11, 20), [(480, 1080)]),
    ("Mon-Fri 08:00-12:00, 12:00-18:00", date(2026, 11, 20), [(480, 1080)]),
    ("Mon-Fri 08:00-12:00, 13:00-18:10", date(2026, 11, 20), [(480, 720), (780, 1090)]),
    ("Mon-Fri 08:00-18:00", date(2026, 11, 22), []),
    ("Mon-Fri 08:00-18:00", date(2026, 12, 25), []),
    ("24x7", date(2026, 12, 25), [(0, 1440)]),
    ("Sun 01:00-18:00", date(2026, 3, 29), [(60, 1080)]),  # an hour of this night does not exist
    ("Sun 00:00-24:00", date(2026, 10, 25), [(0, 1440)]),  # an hour of this one comes twice
])  # fmt: skip
def test_the_lanes_of_a_day_are_the_hours_of_the_clock_on_the_wall(
    hours: str, day: date, spans: list[tuple[int, int]]
) -> None:
    assert spans_of(parse(hours, region="DE-BY"), day) == spans


@pytest.mark.parametrize(("hours", "at", "minute"), [
    ("Mon-Fri 08:00-18:00", datetime(2026, 11, 20, 12, tzinfo=UTC), 1080),
    ("Mon-Fri 08:00-18:00", datetime(2026, 11, 20, 17, tzinfo=UTC), None),  # 18:00 in Berlin
    ("24x7", datetime(2026, 11, 20, 12, tzinfo=UTC), None),
])  # fmt: skip
def test_who_is_open_says_until_when(hours: str, at: datetime, minute: int | None) -> None:
    assert open_until(parse(hours), at) == minute
