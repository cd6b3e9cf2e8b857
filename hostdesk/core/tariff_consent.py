"""What a customer has agreed to: from when surcharge time may be charged, and how much of it (M15)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from hostdesk.core.tariff_rules import ConsentRule, Tariff, support_hours
from hostdesk.core.tariff_windows import Kind, open_parts
from hostdesk.core.work import BadInterval, Stretch, second_of


@dataclass(frozen=True, slots=True)
class Consent:
    """Consent to the surcharge tariff, given `since` an instant; None is before all work.

    `cap_seconds` is the most surcharge time that may be *charged* on a ticket, each started quarter-hour
    counting whole: two hours are eight quarter-hours, and the ninth never begins. Day time and the flat fee
    do not count. Beyond the cap surcharge time is free until the cap is raised: by one of those given
    `later`, each of which takes the place of the one before it from its own `since` on. `until` is when it
    was taken back, or when the night is over that it was asked for.
    """

    is_given: bool = True
    since: datetime | None = None
    cap_seconds: int | None = None
    until: datetime | None = None
    later: tuple["Consent", ...] = ()  # in the order of time

    def __post_init__(self) -> None:
        """BadInterval if an instant has no time zone or the cap is below zero."""
        for instant in (self.since, self.until):
            if instant is not None and instant.utcoffset() is None:
                raise BadInterval(
                    f"{instant.isoformat()} names no time zone: consent needs an aware instant."
                )
        if self.cap_seconds is not None and self.cap_seconds < 0:
            raise BadInterval(f"A cap is at least 0 seconds, not {self.cap_seconds}.")


NO_CONSENT = Consent(is_given=False)
BEFORE_WORK = Consent()


def agreed_parts(
    kind: Kind, begins: int, ends: int, tariff: Tariff, consent: Consent
) -> Iterator[tuple[Stretch, int | None]]:
    """What of a stretch inside one window may be charged, up to which cap; the day needs no consent."""
    if kind is Kind.DAY:
        yield (begins, ends), None
        return
    cap = consent.cap_seconds
    for since, until, its_cap in _periods(consent, ends):
        since, until = min(max(begins, since), ends), min(until, ends)
        yield from _unasked(tariff, begins, since, cap)
        cap, begins = its_cap, max(begins, since)
        if begins < until:
            yield (begins, until), cap
            begins = until
    yield from _unasked(tariff, begins, ends, cap)


def in_force(consent: Consent, ends: int) -> Consent:
    """Of several, the last one that began before a second: the one that explains the work until then."""
    begun = [one for one in (consent, *consent.later) if _first_second(one, ends) < ends]
    return replace(begun[-1] if begun else consent, later=())


def _unasked(tariff: Tariff, begins: int, ends: int, cap: int | None) -> Iterator[tuple[Stretch, int | None]]:
    """Without consent: the literal rule asks only outside the support hours."""
    if begins < ends and tariff.consent_rule is ConsentRule.LITERAL:
        for part in open_parts(support_hours(tariff), begins, ends):
            yield part, cap


def _periods(consent: Consent, never: int) -> Iterator[tuple[int, int, int | None]]:
    """From which second until before which other one each of them holds."""
    all_of_them = (consent, *consent.later)
    for number, one in enumerate(all_of_them):
        ends = never if one.until is None else second_of(one.until)
        if number + 1 < len(all_of_them):
            ends = min(ends, _first_second(all_of_them[number + 1], never))
        yield _first_second(one, never), ends, one.cap_seconds


def _first_second(consent: Consent, never: int) -> int:
    if not consent.is_given:
        return never
    if consent.since is None:
        return 0
    # A second in the middle of which the customer agreed had begun before: it is not charged.
    return second_of(consent.since) + bool(consent.since.microsecond)
