"""The wall clock in the nights when clocks change."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hostdesk.core.wall_clock import spans

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN, ORDINARY = date(2027, 3, 28), date(2026, 10, 25), date(2026, 9, 15)


@pytest.mark.parametrize(
    ("day", "opens", "closes", "expected"),
    [
        (ORDINARY, 28_800, 64_800, ["06:00-16:00"]),
        (SPRING, 28_800, 64_800, ["06:00-16:00"]),
        (AUTUMN, 28_800, 64_800, ["07:00-17:00"]),
        (SPRING, 7_200, 10_800, []),
        (SPRING, 8_100, 9_900, []),
        (SPRING, 5_400, 12_600, ["00:30-01:00", "01:00-01:30"]),
        (AUTUMN, 8_100, 9_900, ["00:15-00:45", "01:15-01:45"]),
    ],
)
def test_a_window_is_open_whenever_the_wall_clock_shows_it(
    day: date, opens: int, closes: int, expected: list[str]
) -> None:
    found = spans(day, opens, closes, BERLIN)
    assert [f"{start:%H:%M}-{end:%H:%M}" for start, end in found] == expected


def test_a_change_by_half_an_hour_is_found_to_the_second() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    early, late = spans(date(2027, 4, 4), 0, 86_400, lord_howe)
    assert early[1] == late[0] == datetime(2027, 4, 3, 15, tzinfo=UTC)
    assert (late[1] - early[0]).total_seconds() == 24.5 * 3600
