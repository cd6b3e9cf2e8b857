"""Which version of the price list applies: a window keeps the one that was valid when it began."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from hostdesk.core.money import VAT_RATES
from hostdesk.core.tariff_rules import BadTariff, Tariff, day_hours
from hostdesk.core.tariff_windows import PriceWindow, window_at
from hostdesk.core.work import second_of


class NoTariff(ValueError):
    """No version of the price list is valid at that time."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of time (seconds since 1970, UTC) within one window and one VAT rate (per cent)."""

    begins: int
    ends: int
    window: PriceWindow
    tariff: Tariff
    vat_rate: Decimal


Reigns = tuple[tuple[int, Tariff], ...]  # from which second on each version applies


@lru_cache(maxsize=256)
def reigns(versions: tuple[Tariff, ...]) -> Reigns:
    """When each version takes over: at the end of the window in which it becomes valid. BadTariff if none."""
    if not versions:
        raise BadTariff("Without a price list nothing can be priced.")
    first, *others = sorted(versions, key=lambda version: version.valid_from or date.min)
    found = [(_valid_from(first), first)]
    for version in others:
        valid_from, (since, current) = _valid_from(version), found[-1]
        if valid_from <= since:
            found[-1] = (since, version)
        else:
            found.append((window_at(day_hours(current), valid_from - 1).ends, version))
    return tuple(found)


def parts(begins: int, ends: int, versions: Reigns) -> Iterator[Part]:
    """A stretch cut where the window, and with it perhaps the version, or the VAT rate changes; NoTariff."""
    while begins < ends:
        part = _part(begins, ends, versions)
        yield part
        begins = part.ends


def vat_rate_at(second: int, timezone: str) -> Decimal:
    """The VAT in per cent on what is supplied in a second, by its local date."""
    changes = _vat_changes(timezone)
    return changes[bisect_right(changes, second, key=lambda change: change[0]) - 1][1]


def _part(begins: int, ends: int, versions: Reigns) -> Part:
    number = len(versions) - 1
    while number >= 0 and begins < versions[number][0]:
        number -= 1
    if number < 0:
        raise NoTariff("No price list is valid as early as this work.")
    since, tariff = versions[number]
    window = _cut(window_at(day_hours(tariff), begins), since, number)
    for change, _ in _vat_changes(tariff.timezone):
        if begins < change < ends:
            ends = change
    return Part(begins, min(ends, window.ends), window, tariff, vat_rate_at(begins, tariff.timezone))


def _cut(window: PriceWindow, since: int, number: int) -> PriceWindow:
    """What the window of an earlier version has taken does not belong to the first window of a later one."""
    if number and window.begins < since:
        return PriceWindow(since, window.ends, window.kind)
    return window


def _valid_from(tariff: Tariff) -> int:
    if tariff.valid_from is None:
        return _midnight(date.min, tariff.timezone)
    return _midnight(tariff.valid_from, tariff.timezone)


@lru_cache(maxsize=64)
def _vat_changes(timezone: str) -> tuple[tuple[int, Decimal], ...]:
    return tuple((_midnight(day, timezone), rate) for day, rate in VAT_RATES)


def _midnight(day: date, timezone: str) -> int:
    if day == date.min:
        return -(1 << 62)  # since ever; the first day of all has no UTC instant east of Greenwich
    return second_of(datetime.combine(day, time(), ZoneInfo(timezone)))
