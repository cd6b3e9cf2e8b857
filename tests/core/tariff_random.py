"""Random work around the moments at which mistakes happen, from a seed: the same seed, the same case."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from hostdesk.core.tariff_consent import Consent
from hostdesk.core.tariff_rules import Boundary, ConsentRule, Flat, Rounding, Saturday, Tariff
from hostdesk.core.work import Interval, Sphere

BERLIN = ZoneInfo("Europe/Berlin")

MOMENTS = [
    datetime.fromisoformat(text)
    for text in (
        *("2026-09-15T09:00+02:00", "2026-09-15T17:00+02:00", "2026-09-16T08:00+02:00"),
        *("2026-09-18T17:00+02:00", "2026-09-19T09:00+02:00", "2026-09-19T17:00+02:00"),
        *("2026-09-21T09:00+02:00", "2026-09-15T18:00+02:00", "2026-09-16T00:00+02:00"),
        *("2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2027-03-28T01:00+00:00"),
        *("2026-12-23T17:00+01:00", "2026-12-24T09:00+01:00", "2026-12-24T17:00+01:00"),
        *("2026-12-28T09:00+01:00", "2026-12-31T17:00+01:00", "2027-01-06T09:00+01:00"),
        *("2020-06-30T17:00+02:00", "2020-07-01T00:00+02:00", "2020-07-01T09:00+02:00"),
        *("2020-12-31T17:00+01:00", "2021-01-01T00:00+01:00", "2021-01-04T09:00+01:00"),
        *("2025-08-08T09:00+02:00", "2025-08-15T09:00+02:00", "2026-06-04T09:00+02:00"),
    )
]
REGIONS = ("DE-BY", "DE-BE", "DE-BY+CATH", "DE-BY-AUGSBURG", "DE-BW", "DE-SN")


def random_work(random: Random) -> list[Interval]:
    """One to six intervals, mostly within two hours around one moment, some a day or two later."""
    moment, tickets = random.choice(MOMENTS), random.choice(("A", "A", "A", "AB"))
    found: list[Interval] = []
    for _ in range(random.randint(1, 6)):
        start = moment + timedelta(seconds=_offset(random))
        if found and random.random() < 0.5:
            # Work that goes on without a break, or after a short one.
            start = found[-1].end + timedelta(seconds=random.choice((0, 0, 1, 60, 300)))
        if random.random() < 0.1:
            start += timedelta(days=random.choice((1, 2, -1)))
        length = random.choice((0, 1, 299, 300, 600, 899, 900, 901, 1800, random.randint(0, 4000)))
        end = start + timedelta(seconds=length, microseconds=random.choice((0, 0, 0, 400_000)))
        sphere = random.choice((Sphere.OUTSIDE,) * 5 + (Sphere.INSIDE,))
        found.append(Interval(start, end, random.choice(("ada", "ben")), random.choice(tickets), sphere))
    return found


def random_tariff(random: Random) -> Tariff:
    """Mostly the usual one, with some settings changed."""
    return Tariff(
        random.choice(REGIONS),
        day_price=Decimal(random.choice(("21.00", "21.00", "13.50", "20.99"))),
        surcharge_days=random.choice(((), (), ("12-24", "12-31"))),
        saturday=_mostly(random, Saturday.SURCHARGE, Saturday.WEEKDAY),
        boundary=_mostly(random, Boundary.CARRY, Boundary.SPLIT),
        flat=_mostly(random, Flat.WINDOW, Flat.TICKET),
        consent_rule=_mostly(random, ConsentRule.SURCHARGE, ConsentRule.LITERAL),
    )


def random_minutes(random: Random) -> Tariff:
    """Started minutes, at prices that have a fifteenth in whole cents."""
    return Tariff(random.choice(REGIONS), rounding=Rounding.MINUTE, boundary=_mostly(random, *Boundary))


def random_consent(random: Random, work: list[Interval]) -> Consent:
    """None, before work, or an instant near the work; sometimes with a cap."""
    cap = random.choice((None, None, None, 900, 1800, 2700, 1000, 120))
    since = random.choice(work).start + timedelta(
        seconds=random.choice((0, 1, 60, 300, 600, random.randint(-3600, 3600))),
        microseconds=random.choice((0, 0, 0, 1)),
    )
    return random.choice((Consent(is_given=False), Consent(cap_seconds=cap), Consent(True, since, cap)))


def _offset(random: Random) -> int:
    exact = (-900, -600, -300, -1, 0, 1, 300, 600)
    return random.choice((*exact, *(random.randint(-3600, 3600) for _ in exact)))


def _mostly(random: Random, usual, other):
    return random.choice((usual, usual, other))
