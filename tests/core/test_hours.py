"""Working time: worked examples of docs/rules/support-hours.md, and properties of add and measure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import workclock
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_tables import rows

from hostdesk.core.failures import PermanentFailure
from hostdesk.core.holidays_de import UnknownRegion, holidays_of
from hostdesk.core.hours import (
    Hours,
    NeverOpen,
    add,
    is_closed_day,
    is_open,
    measure,
    next_opening,
    parse,
)
from hostdesk.core.windows import BadHours, Window

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = parse("Mon-Fri 08:00-18:00", region="DE-BY+CATH")

# Every kind of hours a provider might keep: also the ones that meet the change of the clocks.
KINDS = [
    OFFICE,
    parse("24x7"),
    parse("Mon-Sun 00:00-24:00"),
    parse("Mon-Fri 08:00-12:00, 13:00-18:00; Sat 09:00-13:00", region="DE-SN", closed=("12-24", "12-31")),
    parse("Sun 02:15-02:45"),
    parse("Sat 22:00-24:00; Sun 00:00-02:30, 04:00-06:00"),
    parse("Mon-Fri 09:30-17:15", timezone="America/New_York"),
    parse("Mon-Sun 00:00-01:00, 23:30-24:00", timezone="Australia/Lord_Howe"),
]
hours_kinds = st.sampled_from(KINDS)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (bounds)
amounts = st.integers(0, 200_000)


@pytest.mark.parametrize(
    "row", rows("support-hours.md", "Nights in which the clocks change"), ids=lambda r: r["why"]
)
def test_nights_in_which_the_clocks_change_count_what_the_wall_clock_shows(row: dict[str, str]) -> None:
    start = datetime.combine(date.fromisoformat(row["date"]), time(), BERLIN)
    end = datetime.combine(date.fromisoformat(row["date"]) + timedelta(days=1), time(), BERLIN)
    assert measure(parse(row["hours"]), start, end) == int(row["open seconds"])


@pytest.mark.parametrize(
    "row", rows("support-hours.md", "Mistakes in written hours"), ids=lambda r: r["written"]
)
def test_a_mistake_in_written_hours_is_explained(row: dict[str, str]) -> None:
    with pytest.raises(BadHours) as error:
        parse(row["written"])
    assert row["the text says"] in str(error.value)


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("Mon 08:00-18:00", [(0, 28_800, 64_800)]),
        ("mon 8:00-18:00", [(0, 28_800, 64_800)]),
        ("Sat-Mon 10:00-11:00", [(0, 36_000, 39_600), (5, 36_000, 39_600), (6, 36_000, 39_600)]),
        ("Tue,Thu 00:00-24:00", [(1, 0, 86_400), (3, 0, 86_400)]),
        ("Wed 08:00:30–09:00", [(2, 28_830, 32_400)]),
        ("Wed 08:00-12:00, 12:00-18:00", [(2, 28_800, 43_200), (2, 43_200, 64_800)]),
    ],
)
def test_hours_are_read_as_they_are_written(text: str, windows: list[tuple[int, int, int]]) -> None:
    assert parse(text).windows == tuple(Window(*window) for window in windows)


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"timezone": "Europe/Atlantis"}, "time zone"),
        ({"closed": ("24.12.",)}, "closed day"),
        ({"closed": ("2026-W01-1",)}, "closed day"),
        ({"closed": ("13-01",)}, "closed day"),
        ({"windows": ()}, "neither"),
        ({"is_elapsed": True}, "not both"),
        ({"windows": (Window(7, 0, 10),)}, "within one day"),
        ({"windows": (Window(0, 10, 10),)}, "opens before it closes|open before it closes"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused(options: dict[str, object], text: str) -> None:
    with pytest.raises(BadHours, match=text):
        Hours(**{"windows": (Window(0, 0, 10),), **options})  # type: ignore[arg-type]  # wrong on purpose


def test_hours_of_an_unknown_region_are_refused() -> None:
    with pytest.raises(UnknownRegion, match="DE-BY-AUGSBURG"):
        parse("Mon-Fri 08:00-18:00", region="BAVARIA")


@pytest.mark.parametrize("naive", [datetime(2026, 9, 15, 10)])  # noqa: DTZ001 (the point of the test)
def test_a_time_without_time_zone_is_refused(naive: datetime) -> None:
    for call in (lambda: add(OFFICE, naive, 1), lambda: measure(OFFICE, naive, naive)):
        with pytest.raises(ValueError, match="names no time zone"):
            call()
    for ask in (is_open, next_opening):
        with pytest.raises(ValueError, match="names no time zone"):
            ask(OFFICE, naive)


def test_open_time_is_never_taken_away() -> None:
    with pytest.raises(ValueError, match="only be added"):
        add(OFFICE, datetime(2026, 9, 15, tzinfo=UTC), -1)


def test_hours_that_never_open_are_reported_to_a_person() -> None:
    every_day = tuple(f"{day:%m-%d}" for day in (date(2028, 1, 1) + timedelta(days=n) for n in range(366)))
    never = parse("Mon-Fri 08:00-18:00", closed=every_day)
    with pytest.raises(NeverOpen):
        next_opening(never, datetime(2026, 9, 15, tzinfo=UTC))
    with pytest.raises(PermanentFailure, match="Ten years"):
        add(never, datetime(2026, 9, 15, tzinfo=UTC), 1)


def test_more_than_ten_years_of_work_are_reported_to_a_person() -> None:
    with pytest.raises(NeverOpen):
        add(OFFICE, datetime(2026, 9, 15, tzinfo=UTC), 12 * 365 * 36_000)


def test_a_date_that_the_calendar_skipped_has_no_hours() -> None:
    samoa = parse("Fri 08:00-18:00", timezone="Pacific/Apia")  # Friday 2011-12-30 did not exist there
    assert next_opening(samoa, datetime(2011, 12, 29, tzinfo=UTC)) == datetime(2012, 1, 5, 18, tzinfo=UTC)


def test_closed_days_are_holidays_and_the_firms_own() -> None:
    hours = parse("Mon-Fri 08:00-18:00", region="DE-BY", closed=("12-24", "2026-09-16"))
    closed = [date(2026, 12, 24), date(2031, 12, 24), date(2026, 9, 16), date(2026, 12, 25)]
    assert all(is_closed_day(hours, day) for day in closed)
    assert not is_closed_day(hours, date(2027, 9, 16))


def test_the_opening_second_is_inside_and_the_closing_second_is_not() -> None:
    opening = datetime(2026, 9, 15, 8, tzinfo=BERLIN)
    closing = datetime(2026, 9, 15, 18, tzinfo=BERLIN)
    assert is_open(OFFICE, opening)
    assert not is_open(OFFICE, opening - timedelta(microseconds=1))
    assert is_open(OFFICE, closing - timedelta(microseconds=1))
    assert not is_open(OFFICE, closing)


def test_the_next_opening_of_an_open_firm_is_now() -> None:
    now = datetime(2026, 9, 15, 9, 30, tzinfo=BERLIN)
    assert next_opening(OFFICE, now) == now


@given(hours_kinds, instants, amounts)
def test_what_was_added_can_be_measured(hours: Hours, start: datetime, seconds: int) -> None:
    assert measure(hours, start, add(hours, start, seconds)) == seconds


@given(hours_kinds, instants, amounts)
def test_the_due_instant_is_the_earliest_one(hours: Hours, start: datetime, seconds: int) -> None:
    due = add(hours, start, seconds + 1)
    assert measure(hours, start, due - timedelta(microseconds=1)) == seconds


@given(hours_kinds, instants, amounts, amounts)
def test_more_open_time_ends_later(hours: Hours, start: datetime, one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert add(hours, start, less) <= add(hours, start, more)


@given(hours_kinds, instants, st.integers(0, 10**7), amounts)
def test_who_comes_later_is_due_no_earlier(hours: Hours, start: datetime, later: int, seconds: int) -> None:
    assert add(hours, start, seconds) <= add(hours, start + timedelta(seconds=later), seconds)


@given(hours_kinds, instants)
def test_adding_nothing_changes_nothing(hours: Hours, start: datetime) -> None:
    assert add(hours, start, 0) == start


@given(hours_kinds, instants, st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_stretches_measure_as_much_as_the_whole(hours: Hours, a: datetime, one: int, two: int) -> None:
    b, c = a + timedelta(seconds=one), a + timedelta(seconds=one + two)
    a, b, c = (at.replace(microsecond=0) for at in (a, b, c))
    assert measure(hours, a, b) + measure(hours, b, c) == measure(hours, a, c) == -measure(hours, c, a)


@given(hours_kinds, instants)
def test_the_next_opening_is_open_and_nothing_before_it_counts(hours: Hours, at: datetime) -> None:
    opening = next_opening(hours, at)
    assert is_open(hours, opening)
    assert measure(hours, at, opening) == 0
    assert (opening == at) == is_open(hours, at)


@given(hours_kinds, instants)
def test_a_second_counts_exactly_when_the_firm_is_open(hours: Hours, at: datetime) -> None:
    at = at.replace(microsecond=0)
    assert measure(hours, at, at + timedelta(seconds=1)) == int(is_open(hours, at))


@settings(max_examples=200)
@given(instants, st.integers(1, 500_000), st.sampled_from(["DE-BY+CATH", "DE-BE", "DE-SN"]))
def test_another_library_finds_the_same_deadline(start: datetime, seconds: int, region: str) -> None:
    ours = parse("Mon-Fri 08:00-12:30, 13:00-18:00; Sat 22:00-24:00", region=region)
    free = [day for year in range(2023, 2033) for day in holidays_of(year, region)]
    weekdays = [0, 1, 2, 3, 4]
    other = workclock.Schedule(
        [
            workclock.WorkDay(time(8), time(12, 30), days=weekdays),
            workclock.WorkDay(time(13), time(18), days=weekdays),
            workclock.WorkDay(time(22), time(0), days=[5]),
            workclock.Holidays(free),
        ],
        time_zone="Europe/Berlin",
    )
    due = add(ours, start, seconds)
    assert due == other.add(start, timedelta(seconds=seconds))
    assert measure(ours, start, due) == other.between(start, due).total_seconds()
