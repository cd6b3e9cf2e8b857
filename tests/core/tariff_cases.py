"""Reads the worked examples of prices, as docs/rules/tariff.md explains their notation."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hostdesk.core.tariff import Bill, price
from hostdesk.core.tariff_consent import BEFORE_WORK, NO_CONSENT, Consent
from hostdesk.core.tariff_rules import Boundary, ConsentRule, Flat, Rounding, Saturday, Tariff
from hostdesk.core.work import Interval, Service, Sphere

BERLIN = ZoneInfo("Europe/Berlin")

_WORK = re.compile(r"(?P<start>[^/@%#]+)/(?P<end>[^/@%#]+)(?P<marks>([@%#]\w+)*)")
_CHOICES = {
    "boundary": Boundary,
    "flat": Flat,
    "saturday": Saturday,
    "consent_rule": ConsentRule,
    "rounding": Rounding,
    "day_price": Decimal,
    "night_price": Decimal,
    "flat_price": Decimal,
    "surcharge_days": lambda text: tuple(text.split(",")),
}
_NAMES = {"night_price": "surcharge_price"}


@dataclass(frozen=True)
class Case:
    """What a row asks to be priced."""

    intervals: list[Interval]
    tariff: Tariff
    consent: Consent
    service: Service

    def bill(self) -> Bill:
        return price(self.intervals, [self.tariff], self.consent, self.service)


def case(row: dict[str, str]) -> Case:
    settings = dict(part.split("=") for part in row["settings"].split())
    service = Service(settings.pop("service", "technical_work"))
    cap = int(settings.pop("cap", 0)) or None
    chosen = {_NAMES.get(name, name): _CHOICES[name](value) for name, value in settings.items()}
    tariff = Tariff(row["region"], **chosen, version="prices-1", calendar_version="days-1")
    return Case(work(row["work"]), tariff, consent(row["consent"], cap), service)


def work(text: str) -> list[Interval]:
    return [_interval(part.strip()) for part in text.split(";")]


def consent(text: str, cap: int | None = None) -> Consent:
    if text == "no":
        return NO_CONSENT
    if text == "yes":
        return Consent(cap_seconds=cap) if cap else BEFORE_WORK
    return Consent(since=at(text), cap_seconds=cap)


def at(text: str) -> datetime:
    found = datetime.fromisoformat(text + ("00" if re.search(r"\.\d$", text) else ""))
    return found if found.tzinfo else found.replace(tzinfo=BERLIN)


def _interval(text: str) -> Interval:
    found = _WORK.fullmatch(text)
    assert found, text
    marks = {mark[0]: mark[1:] for mark in re.findall(r"[@%#]\w+", found["marks"])}
    start, end = found["start"], found["end"]
    end = end if "T" in end else f"{start.split('T')[0]}T{end}"
    sphere = Sphere(marks.get("#", "outside"))
    return Interval(at(start), at(end), marks.get("@", ""), marks.get("%", ""), sphere)
