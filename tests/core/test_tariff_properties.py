"""What must hold for the price of any work at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tariff_random import random_consent, random_tariff, random_work

from hostdesk.core.deadlines import first_response_due
from hostdesk.core.hours import measure, parse
from hostdesk.core.tariff import Bill, add_up, price
from hostdesk.core.tariff_consent import BEFORE_WORK, Consent
from hostdesk.core.tariff_rules import Tariff
from hostdesk.core.work import Interval, Sphere

seeds = st.integers(0, 2**32).map(Random)
OFFICE = parse("Mon-Fri 08:00-18:00", region="DE-BY", closed=("12-24",))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (bounds)


@given(seeds)
def test_cutting_an_interval_in_two_touching_ones_changes_nothing(random: Random) -> None:
    work, tariff, consent = _case(random)
    one = work.pop(random.randrange(len(work)))
    cut = one.start + timedelta(microseconds=random.randint(0, (one.end - one.start) // _MICROSECOND))
    parts = [replace(one, end=cut), replace(one, start=cut)]
    assert price([*work, *parts], [tariff], consent).lines == price([*work, one], [tariff], consent).lines


@given(seeds)
def test_order_and_people_are_irrelevant(random: Random) -> None:
    work, tariff, consent = _case(random)
    others = [replace(one, agent=random.choice(("ada", "ben", ""))) for one in work]
    random.shuffle(others)
    assert price(others, [tariff], consent) == price(work, [tariff], consent)


@given(seeds)
def test_work_inside_our_sphere_changes_nothing(random: Random) -> None:
    work, tariff, consent = _case(random)
    ours = [replace(one, sphere=Sphere.INSIDE) for one in random_work(random)]
    work = [replace(work[0], sphere=Sphere.OUTSIDE), *work[1:]]
    with_ours, without = price(work + ours, [tariff], consent), price(work, [tariff], consent)
    assert (with_ours.lines, with_ours.rates) == (without.lines, without.rates)


@given(seeds, st.integers(-3, 3))
def test_weeks_without_holidays_or_clock_changes_are_alike(random: Random, weeks: int) -> None:
    start = datetime(2026, 9, 1, tzinfo=UTC)  # from here to October no holiday, no change of the clocks
    shift = timedelta(weeks=weeks)
    work = [
        Interval(at, at + timedelta(seconds=random.randint(0, 9000)))
        for at in (start + timedelta(seconds=random.randrange(604_800)) for _ in range(4))
    ]
    later = [replace(one, start=one.start + shift, end=one.end + shift) for one in work]
    consent = Consent(since=start + timedelta(seconds=random.randrange(604_800)))
    then = replace(consent, since=consent.since + shift if consent.since else None)
    assert _sums(price(work, [Tariff("DE-BE")], consent)) == _sums(price(later, [Tariff("DE-BE")], then))


@given(seeds)
def test_every_second_is_accounted_for(random: Random) -> None:
    work, tariff, consent = _case(random)
    for line in price(work, [tariff], consent).lines:
        parts = (
            line.billable_seconds,
            line.carried_in_seconds,
            line.unconsented_seconds,
            line.capped_seconds,
        )
        assert line.worked_seconds == sum(parts)
        assert min(parts) >= 0
        if line.unit_seconds:
            assert line.billable_seconds <= line.quarters * line.unit_seconds
            assert line.quarters == 0 or (line.quarters - 1) * line.unit_seconds < line.billable_seconds


@given(seeds, st.integers(0, 20_000))
def test_no_customer_pays_for_more_surcharge_time_than_the_cap(random: Random, cap: int) -> None:
    work = [replace(one, ticket="A") for one in random_work(random)]
    bill = price(work, [random_tariff(random)], Consent(cap_seconds=cap))
    assert bill.night_quarters * 900 <= cap


@given(seeds)
def test_consent_never_makes_the_work_before_it_dearer(random: Random) -> None:
    work, tariff, consent = _case(random)
    assert price(work, [tariff], replace(consent, cap_seconds=None)).night_quarters <= (
        price(work, [tariff], BEFORE_WORK).night_quarters
    )


@given(seeds)
def test_a_statement_has_the_vat_of_its_sum(random: Random) -> None:
    bills = [price(work, [tariff], consent) for work, tariff, consent in (_case(random) for _ in range(5))]
    whole = add_up(bills)
    assert whole.net == sum(bill.net for bill in bills)
    assert whole.flats == sum(bill.flats for bill in bills)
    assert abs(whole.vat - sum(bill.vat for bill in bills)) <= Decimal("0.05")
    assert whole.gross == whole.net + whole.vat


@given(instants, st.integers(1, 200_000))
def test_the_due_instant_is_the_target_away_in_support_seconds(received: datetime, target: int) -> None:
    assert measure(OFFICE, received, first_response_due(received, OFFICE, target)) == target


@given(instants, st.integers(0, 10**7))
def test_who_writes_later_is_due_no_earlier(received: datetime, later: int) -> None:
    then = received + timedelta(seconds=later)
    assert first_response_due(received, OFFICE) <= first_response_due(then, OFFICE)


_MICROSECOND = timedelta(microseconds=1)


def _case(random: Random) -> tuple[list[Interval], Tariff, Consent]:
    work = random_work(random)
    return work, random_tariff(random), random_consent(random, work)


def _sums(bill: Bill) -> tuple[object, ...]:
    return bill.day_quarters, bill.night_quarters, bill.flats, bill.net, bill.vat, bill.gross
