"""The first response and its clock: worked examples of docs/rules/support-hours.md."""

from datetime import datetime

import pytest
from rule_tables import rows

from hostdesk.core.deadlines import clock, first_response_due, parse_target, resume_from, share_used
from hostdesk.core.hours import Hours, parse

OFFICE = parse("Mon-Fri 08:00-18:00", region="DE-BY")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _hours(row: dict[str, str]) -> Hours:
    return parse(row["hours"], region=row["region"], closed=tuple(row["closed"].split()))


@pytest.mark.parametrize("row", rows("support-hours.md", "First response"), ids=lambda row: row["why"])
def test_the_first_response_is_due_after_four_support_hours(row: dict[str, str]) -> None:
    assert first_response_due(_at(row["received"]), _hours(row)) == _at(row["due"])


@pytest.mark.parametrize("row", rows("support-hours.md", "First response"), ids=lambda row: row["why"])
def test_without_consent_staff_get_in_touch_on_the_next_working_day(row: dict[str, str]) -> None:
    named = _at(row["staff get in touch"]) if row["staff get in touch"] else None
    assert resume_from(_at(row["received"]), _hours(row)) == named


@pytest.mark.parametrize(
    "row", rows("support-hours.md", "The clock on the ticket"), ids=lambda row: row["now"]
)
def test_the_clock_on_the_ticket(row: dict[str, str]) -> None:
    received, due = _at("2026-09-15T10:00:00+02:00"), _at("2026-09-15T14:00:00+02:00")
    answered = _at(row["answered"]) if row["answered"] else None
    shown = clock(received, due, _at(row["now"]), OFFICE, answered)
    assert (shown.state, shown.remaining) == (row["state"], int(row["remaining seconds"]))
    assert f"{shown.share_used:.2f}" == row["share used"]


def test_a_clock_overdue_at_night_is_late_although_no_support_second_has_passed() -> None:
    received, due = _at("2026-09-15T14:00:00+02:00"), _at("2026-09-15T18:00:00+02:00")
    shown = clock(received, due, _at("2026-09-15T20:00:00+02:00"), OFFICE)
    assert (shown.state, shown.remaining) == ("late", 0)


def test_a_clock_that_has_not_begun_to_run_is_unused() -> None:
    received, due = _at("2026-09-15T04:00:00+02:00"), _at("2026-09-15T12:00:00+02:00")
    assert share_used(received, due, _at("2026-09-15T07:00:00+02:00"), OFFICE) == 0.0


def test_a_clock_read_before_the_receipt_is_unused_too() -> None:
    received, due = _at("2026-09-15T10:00:00+02:00"), _at("2026-09-15T14:00:00+02:00")
    assert share_used(received, due, _at("2026-09-15T09:00:00+02:00"), OFFICE) == 0.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("4h", 14_400), ("4 H", 14_400), ("90m", 5_400), ("1h 30m", 5_400), ("1h30m15s", 5_415), ("20s", 20)],
)
def test_a_target_is_written_in_hours_and_minutes(text: str, seconds: int) -> None:
    assert parse_target(text) == seconds


@pytest.mark.parametrize("text", ["", "4", "0h", "1d", "4h later", "-4h", "h", "1.5h"])
def test_a_target_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write a target like"):
        parse_target(text)
