from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.outbox.patience import next_attempt, pause

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIVE_DAYS = NOON + timedelta(days=5)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (5, 16), (8, 128), (9, 240), (10, 240), (999, 240)]
)
def test_pauses_double_up_to_four_hours(attempts, minutes):
    assert pause(attempts, 0.5) == timedelta(minutes=minutes)


@given(st.integers(0, 50), st.floats(0, 1, exclude_max=True))
def test_luck_varies_a_pause_by_a_quarter(attempts, luck):
    middle = pause(attempts, 0.5)
    assert middle * 0.75 <= pause(attempts, luck) <= middle * 1.25


@pytest.mark.parametrize(
    ("now", "asked_for", "expected"),
    [
        (NOON, None, NOON + timedelta(minutes=1)),
        (NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=1)),
        (NOON, NOON - timedelta(hours=1), NOON + timedelta(minutes=1)),
        (NOON, NOON + timedelta(days=3), NOON + timedelta(hours=4)),
        (FIVE_DAYS - timedelta(seconds=9), None, FIVE_DAYS),
        (FIVE_DAYS, None, None),
    ],
)
def test_when_to_try_again(now, asked_for, expected):
    assert expected == next_attempt(now=now, attempts=1, luck=0.5, asked_for=asked_for, give_up_at=FIVE_DAYS)
