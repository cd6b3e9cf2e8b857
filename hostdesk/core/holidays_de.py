"""Public holidays in Germany, by state and by the municipalities that have more of them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from holidays import country_holidays
from holidays.constants import CATHOLIC, PUBLIC

_STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")

# Here some holidays hold only in municipalities with a Catholic majority, or in a list of them.
_PARTLY_CATHOLIC = ("BY", "SN", "TH")

# region code -> (subdivision and categories in the holiday tables)
_REGIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    **{f"DE-{state}": (state, (PUBLIC,)) for state in _STATES},
    **{f"DE-{state}+CATH": (state, (PUBLIC, CATHOLIC)) for state in _PARTLY_CATHOLIC},
    "DE-BY-AUGSBURG": ("Augsburg", (PUBLIC, CATHOLIC)),
}

REGIONS = tuple(sorted(_REGIONS))


class UnknownRegion(ValueError):
    """No such region code; the text lists the valid ones."""

    def __init__(self, region: str) -> None:
        super().__init__(f"Unknown holiday region {region!r}. Valid are: {', '.join(REGIONS)}.")
        self.region = region


def holiday(day: date, region: str) -> str | None:
    """The German name of the public holiday on `day` in `region`, or None; UnknownRegion if there is none."""
    return holidays_of(day.year, region).get(day)


@lru_cache(maxsize=512)
def holidays_of(year: int, region: str) -> Mapping[date, str]:
    """All public holidays of a year in `region` with their German names, in the order of the calendar."""
    check(region)
    subdivision, categories = _REGIONS[region]
    found = country_holidays("DE", subdiv=subdivision, categories=categories, years=year, language="de")
    return MappingProxyType({day: found[day] for day in sorted(found)})


def check(region: str) -> None:
    """UnknownRegion, with a list of the valid ones, if `region` is not a region code."""
    if region not in _REGIONS:
        raise UnknownRegion(region)
