"""Price lists change, and a window keeps the one that was valid when it began; and what no list may say."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tariff_cases import at, consent, work

from hostdesk.core.holidays_de import UnknownRegion
from hostdesk.core.hours import BadHours, NeverOpen
from hostdesk.core.tariff import Bill, add_up, price
from hostdesk.core.tariff_consent import Consent
from hostdesk.core.tariff_rules import BadTariff, Boundary, ConsentRule, Rounding, Tariff
from hostdesk.core.tariff_versions import NoTariff
from hostdesk.core.work import BadInterval, Interval

OLD = Tariff("DE-BY", version="old")
NEW = Tariff(
    "DE-BY",
    day_price=Decimal("25.00"),
    surcharge_price=Decimal("35.00"),
    flat_price=Decimal("90.00"),
    version="new",
    valid_from=date(2026, 9, 16),
)
EARLY = Tariff("DE-BY", day_times="08:00-18:00", version="early", valid_from=date(2026, 9, 16))


def _bill(text: str, *versions: Tariff) -> Bill:
    return price(work(text), versions, consent("yes"))


def _charged(bill: Bill) -> list[tuple[str, str]]:
    return [(line.tariff_version, str(line.amount)) for line in bill.lines]


def test_a_night_keeps_the_prices_of_its_beginning() -> None:
    night = _bill("2026-09-15T22:00/22:10 ; 2026-09-16T01:00/01:10", OLD, NEW)
    assert _charged(night) == [("old", "80.00"), ("old", "60.00")]


def test_the_next_window_has_the_new_prices() -> None:
    morning = _bill("2026-09-16T08:50/09:10", OLD, NEW)
    assert _charged(morning) == [("old", "80.00"), ("old", "30.00"), ("new", "25.00")]


def test_the_order_of_versions_is_irrelevant() -> None:
    assert _bill("2026-09-16T08:50/09:10", NEW, OLD) == _bill("2026-09-16T08:50/09:10", OLD, NEW)


def test_new_day_hours_begin_when_the_old_night_is_over() -> None:
    bill = _bill("2026-09-16T08:30/08:45 ; 2026-09-16T17:30/17:45 ; 2026-09-17T08:30/08:45", OLD, EARLY)
    assert _charged(bill) == [("old", "80.00"), ("old", "30.00"), ("early", "21.00"), ("early", "21.00")]
    assert bill.lines[2].window.start == at("2026-09-16T09:00")


def test_a_version_that_never_came_into_force_is_skipped() -> None:
    between = Tariff("DE-BY", day_times="00:00-24:00", version="between", valid_from=date(2026, 9, 19))
    later = Tariff("DE-BY", version="later", valid_from=date(2026, 9, 20))
    bill = _bill("2026-09-21T08:50/09:00 ; 2026-09-21T10:00/10:10", OLD, between, later)
    assert _charged(bill) == [("old", "80.00"), ("old", "30.00"), ("later", "21.00")]


def test_a_version_takes_over_at_once_if_a_window_ends_then() -> None:
    no_nights = Tariff("DE-BY", day_times="00:00-24:00", version="old")
    new = Tariff("DE-BY", version="new", valid_from=date(2026, 9, 19))
    bill = _bill("2026-09-18T23:50/2026-09-19T00:10", no_nights, new)
    assert _charged(bill) == [("old", "21.00"), ("new", "80.00"), ("new", "30.00")]


def test_a_started_quarter_hour_is_carried_into_the_next_version() -> None:
    assert _charged(_bill("2026-09-16T08:50/09:05", OLD, NEW)) == [
        ("old", "80.00"),
        ("old", "30.00"),
        ("new", "0.00"),
    ]


def test_work_before_the_first_version_has_no_price() -> None:
    with pytest.raises(NoTariff, match="as early"):
        _bill("2026-09-15T10:00/10:10", NEW)


def test_without_any_price_list_there_is_no_price() -> None:
    with pytest.raises(BadTariff, match="Without a price list"):
        _bill("2026-09-15T10:00/10:10")


def test_a_bill_of_nothing_is_a_bill() -> None:
    for bill in (price([], [OLD]), add_up([])):
        assert not bill.lines
        assert bill.net == bill.gross == bill.free_seconds == 0
        assert [one.rate for one in bill.rates] == [19]


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"region": "BAVARIA"}, UnknownRegion, "DE-BY-AUGSBURG"),
        ({"day_price": Decimal("-1.00")}, BadTariff, "from 0 to a million"),
        ({"day_price": Decimal("1e99")}, BadTariff, "from 0 to a million"),
        ({"surcharge_price": Decimal("21.005")}, BadTariff, "whole cents"),
        ({"flat_price": Decimal("NaN")}, BadTariff, "whole cents"),
        ({"quarter_seconds": 0}, BadTariff, "whole minutes"),
        ({"quarter_seconds": 890}, BadTariff, "whole minutes"),
        ({"day_times": "17:00-09:00"}, BadHours, "closes before it opens"),
        ({"timezone": "Europe/Atlantis"}, BadHours, "time zone"),
        ({"surcharge_days": ("24.12.",)}, BadHours, "closed day"),
        ({"support_hours": "always"}, BadHours, "opening hours"),
    ],
)
def test_a_price_list_that_cannot_be_meant_is_refused(
    options: dict[str, Any], error: type[Exception], text: str
) -> None:
    with pytest.raises(error, match=text):
        Tariff(**{"region": "DE-BY", **options})


def test_a_year_without_day_price_is_reported_to_a_person() -> None:
    every_day = tuple(
        f"{month:02}-{day:02}" for month in range(1, 13) for day in range(1, _length(month) + 1)
    )
    with pytest.raises(NeverOpen, match="only one price"):
        _bill("2026-09-15T10:00/10:10", Tariff("DE-BY", surcharge_days=every_day))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("2026-09-15T10:10/10:00", "ends before it"),
        ("2026-10-25T02:30+01:00/2026-10-25T02:45+02:00", "ends before it"),
        ("2026-09-15T10:00/2027-09-17T10:00", "over a year"),
    ],
)
def test_work_that_cannot_be_meant_is_refused(text: str, error: str) -> None:
    with pytest.raises(BadInterval, match=error):
        work(text)


def test_time_without_a_zone_is_refused() -> None:
    naive, aware = datetime(2026, 9, 15, 10), at("2026-09-15T10:00")  # noqa: DTZ001 (the point of the test)
    for call in (
        lambda: Interval(naive, aware),
        lambda: Interval(aware, naive),
        lambda: Consent(since=naive),
    ):
        with pytest.raises(BadInterval, match="names no time zone"):
            call()
    with pytest.raises(BadInterval, match="at least 0"):
        Consent(cap_seconds=-1)


def test_other_quarters_and_day_hours_are_possible() -> None:
    halves = Tariff(
        "DE-BY", quarter_seconds=1800, day_times="07:00-12:00, 13:00-20:00", boundary=Boundary.CARRY
    )
    bill = _bill("2026-09-15T11:50/12:30", halves)
    assert (bill.day_quarters, bill.night_quarters, bill.flats) == (1, 1, 1)
    short_lunch = Tariff("DE-BY", day_times="09:00-12:00, 12:05-17:00")
    assert _bill("2026-09-15T11:55/12:10", short_lunch).net == 21
    no_nights = Tariff("DE-BY", day_times="00:00-24:00")
    assert _bill("2026-09-15T23:50/23:55 ; 2026-09-16T00:05/00:10", no_nights).net == 21
    minutes = Tariff("DE-BY", quarter_seconds=1800, rounding=Rounding.MINUTE)
    assert _bill("2026-09-15T10:00/10:01", minutes).net == Decimal("0.70")


def test_support_around_the_clock_never_asks_by_the_literal_rule() -> None:
    always = Tariff("DE-BY", support_hours="24x7", consent_rule=ConsentRule.LITERAL)
    assert price(work("2026-09-20T22:00/22:10"), [always]).night_quarters == 1


def _length(month: int) -> int:
    return {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
