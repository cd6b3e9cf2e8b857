"""Public holidays against a list of our own: the state laws, with an Easter computed here."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core.holidays_de import REGIONS, UnknownRegion, holiday, holidays_of

YEARS = range(2019, 2036)

EVERYWHERE = {"01-01", "easter-2", "easter+1", "05-01", "easter+39", "easter+50", "10-03", "12-25", "12-26"}
BAVARIA = {"01-06", "easter+60", "11-01"}
THURINGIA = {"09-20", "10-31"}  # Weltkindertag since 2019
STATES = {
    "DE-BB": {"easter+0", "easter+49", "10-31"},
    "DE-BE": {"03-08"},  # since 2019
    "DE-BW": {"01-06", "easter+60", "11-01"},
    "DE-BY": BAVARIA,
    "DE-BY+CATH": BAVARIA | {"08-15"},
    "DE-BY-AUGSBURG": BAVARIA | {"08-08", "08-15"},
    "DE-HB": {"10-31"},
    "DE-HE": {"easter+60"},
    "DE-HH": {"10-31"},
    "DE-MV": {"10-31"},
    "DE-NI": {"10-31"},
    "DE-NW": {"easter+60", "11-01"},
    "DE-RP": {"easter+60", "11-01"},
    "DE-SH": {"10-31"},
    "DE-SL": {"easter+60", "08-15", "11-01"},
    "DE-SN": {"10-31", "repentance"},
    "DE-SN+CATH": {"10-31", "repentance", "easter+60"},
    "DE-ST": {"01-06", "10-31"},
    "DE-TH": THURINGIA,
    "DE-TH+CATH": THURINGIA | {"easter+60"},
}


def test_all_sixteen_states_and_their_special_municipalities_are_known() -> None:
    assert set(REGIONS) == set(STATES)
    assert len({region[:5] for region in REGIONS}) == 16


@pytest.mark.parametrize("region", STATES)
@pytest.mark.parametrize("year", YEARS)
def test_a_year_of_holidays_is_as_the_law_has_it(region: str, year: int) -> None:
    rules = EVERYWHERE | STATES[region]
    expected = {_day(rule, year) for rule in rules} | _once(region, year)
    assert set(holidays_of(year, region)) == expected


@pytest.mark.parametrize("region", STATES)
def test_reformation_day_2017_was_a_holiday_everywhere(region: str) -> None:
    assert holiday(date(2017, 10, 31), region) == "Reformationstag"


@pytest.mark.parametrize(
    ("day", "region", "name"),
    [
        (date(2026, 1, 6), "DE-BW", "Heilige Drei Könige"),
        (date(2026, 8, 8), "DE-BY-AUGSBURG", "Augsburger Hohes Friedensfest"),
        (date(2026, 8, 15), "DE-BY-AUGSBURG", "Mariä Himmelfahrt"),
        (date(2026, 11, 18), "DE-SN", "Buß- und Bettag"),
        (date(2026, 12, 24), "DE-BY", None),
        (date(2026, 12, 31), "DE-BY", None),
        (date(2022, 3, 8), "DE-MV", None),
        (date(2023, 3, 8), "DE-MV", "Frauentag"),
        (date(2018, 3, 8), "DE-BE", None),
    ],
)
def test_a_holiday_has_its_german_name(day: date, region: str, name: str | None) -> None:
    assert holiday(day, region) == name


@pytest.mark.parametrize("region", ["", "BY", "DE-XX", "DE-BW+CATH", "de-by", "AT-9"])
def test_an_unknown_region_is_answered_with_the_valid_ones(region: str) -> None:
    with pytest.raises(UnknownRegion, match=r"DE-BY-AUGSBURG.*DE-TH"):
        holiday(date(2026, 1, 1), region)


def test_a_year_of_holidays_is_computed_once_and_cannot_be_changed() -> None:
    year = holidays_of(2026, "DE-BY")
    assert holidays_of(2026, "DE-BY") is year
    with pytest.raises(TypeError):
        year[date(2026, 7, 1)] = "Betriebsausflug"  # type: ignore[index]  # refused on purpose


@given(st.integers(1991, 2099), st.sampled_from(REGIONS))
def test_easter_monday_is_a_holiday_in_every_year(year: int, region: str) -> None:
    assert holiday(_easter(year) + timedelta(days=1), region) == "Ostermontag"


def _once(region: str, year: int) -> set[date]:
    if region == "DE-MV" and year >= 2023:
        return {date(year, 3, 8)}
    berlin = {2020: date(2020, 5, 8), 2025: date(2025, 5, 8), 2028: date(2028, 6, 17)}
    return {berlin[year]} if region == "DE-BE" and year in berlin else set()


def _day(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    if rule == "repentance":  # the Wednesday before 23 November
        last = date(year, 11, 22)
        return last - timedelta(days=(last.weekday() - 2) % 7)
    month, day = rule.split("-")
    return date(year, int(month), int(day))


def _easter(year: int) -> date:
    """Easter Sunday after Gauss, as completed by Lichtenberg (1997)."""
    century = year // 100
    secular_moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    secular_sun = 2 - (3 * century + 3) // 4
    moon = year % 19
    seed = (19 * moon + secular_moon) % 30
    limit = 21 + seed - (seed // 29 + (seed // 28 - seed // 29) * (moon // 11))
    first_sunday = 7 - (year + year // 4 + secular_sun) % 7
    return date(year, 3, 1) + timedelta(days=limit + 7 - (limit - first_sunday) % 7 - 1)
