"""A price list as it was valid from some day on, with every choice that the rules leave to the provider."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from hostdesk.core.hours import Hours, parse
from hostdesk.core.money import CENT

QUARTER_SECONDS = 900
MINUTE_SECONDS = 60

_DEAREST = Decimal(1_000_000)  # far beyond any price, and far within exact decimals


class BadTariff(ValueError):
    """This price list cannot be meant; the text says why."""


class Saturday(StrEnum):
    """Whether Saturday has the day price from Monday to Friday, or the surcharge of the weekend."""

    SURCHARGE = "surcharge"
    WEEKDAY = "weekday"


class Boundary(StrEnum):
    """Whether a started quarter-hour is used up beyond the end of its window, or each side is rounded."""

    CARRY = "carry"
    SPLIT = "split"


class Flat(StrEnum):
    """Whether the flat fee is due once per surcharge window, or once per ticket for ever."""

    WINDOW = "window"
    TICKET = "ticket"


class ConsentRule(StrEnum):
    """Whether all surcharge time needs consent, or only that outside the support hours."""

    SURCHARGE = "surcharge"
    LITERAL = "literal"


class Rounding(StrEnum):
    """What is counted: started quarter-hours, or started minutes at the same price pro rata."""

    QUARTER = "quarter"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class Tariff:
    """Net prices in euros per started quarter-hour, and the hours they belong to (M17, M18).

    `valid_from` is a local date; None is valid since ever. `version` and `calendar_version` are kept by
    every line of a bill.
    """

    region: str
    timezone: str = "Europe/Berlin"
    day_price: Decimal = Decimal("21.00")
    surcharge_price: Decimal = Decimal("30.00")
    flat_price: Decimal = Decimal("80.00")
    quarter_seconds: int = QUARTER_SECONDS
    day_times: str = "09:00-17:00"  # Monday to Friday
    surcharge_days: tuple[str, ...] = ()  # beside the public holidays: "12-24" every year, "2026-12-24" once
    saturday: Saturday = Saturday.SURCHARGE
    boundary: Boundary = Boundary.CARRY
    flat: Flat = Flat.WINDOW
    consent_rule: ConsentRule = ConsentRule.SURCHARGE
    support_hours: str = "Mon-Fri 08:00-18:00"  # asked only by the literal consent rule
    support_closed: tuple[str, ...] = ()
    rounding: Rounding = Rounding.QUARTER
    version: str = ""
    calendar_version: str = ""
    valid_from: date | None = None

    def __post_init__(self) -> None:
        """BadTariff, BadHours or UnknownRegion if this price list cannot be meant."""
        for price in (self.day_price, self.surcharge_price, self.flat_price):
            if not (price.is_finite() and 0 <= price <= _DEAREST and price == price.quantize(CENT)):
                raise BadTariff(f"A price is from 0 to a million and in whole cents, not {price}.")
        if self.quarter_seconds < MINUTE_SECONDS or self.quarter_seconds % MINUTE_SECONDS:
            raise BadTariff(f"A quarter-hour has whole minutes, not {self.quarter_seconds} seconds.")
        day_hours(self)
        support_hours(self)

    @property
    def unit_seconds(self) -> int:
        """The seconds that are charged once they are started: a quarter-hour, or a minute."""
        return MINUTE_SECONDS if self.rounding is Rounding.MINUTE else self.quarter_seconds


@lru_cache(maxsize=256)
def day_hours(tariff: Tariff) -> Hours:
    """When the day price applies; all other time is surcharge time (M17, M18)."""
    days = "Mon-Sat" if tariff.saturday is Saturday.WEEKDAY else "Mon-Fri"
    return parse(
        f"{days} {tariff.day_times}",
        timezone=tariff.timezone,
        region=tariff.region,
        closed=tariff.surcharge_days,
        version=tariff.calendar_version,
    )


@lru_cache(maxsize=256)
def support_hours(tariff: Tariff) -> Hours:
    """When somebody is there anyway: the literal consent rule asks only outside these hours (M15)."""
    return parse(
        tariff.support_hours,
        timezone=tariff.timezone,
        region=tariff.region,
        closed=tariff.support_closed,
    )
