"""What a customer has agreed to: from when surcharge time may be charged, and how much of it (M15)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hostdesk.core.tariff_rules import ConsentRule, Tariff, support_hours
from hostdesk.core.tariff_windows import Kind, open_parts
from hostdesk.core.work import BadInterval, Stretch, second_of


@dataclass(frozen=True, slots=True)
class Consent:
    """Consent to the surcharge tariff, given `since` an instant; None is before all work.

    `cap_seconds` is the most surcharge time that may be *charged* on a ticket, each started quarter-hour
    counting whole: two hours are eight quarter-hours, and the ninth never begins. Day time and the flat fee
    do not count. Beyond the cap surcharge time is free until the cap is raised.
    """

    is_given: bool = True
    since: datetime | None = None
    cap_seconds: int | None = None

    def __post_init__(self) -> None:
        """BadInterval if the instant has no time zone or the cap is below zero."""
        if self.since is not None and self.since.utcoffset() is None:
            raise BadInterval(f"{self.since.isoformat()} names no time zone: consent needs an aware instant.")
        if self.cap_seconds is not None and self.cap_seconds < 0:
            raise BadInterval(f"A cap is at least 0 seconds, not {self.cap_seconds}.")


NO_CONSENT = Consent(is_given=False)
BEFORE_WORK = Consent()


def agreed_parts(kind: Kind, begins: int, ends: int, tariff: Tariff, consent: Consent) -> Iterator[Stretch]:
    """What of a stretch inside one window may be charged; the day price needs no consent."""
    since = begins if kind is Kind.DAY else min(max(begins, _first_second(consent, ends)), ends)
    if begins < since and tariff.consent_rule is ConsentRule.LITERAL:
        yield from open_parts(support_hours(tariff), begins, since)
    if since < ends:
        yield since, ends


def _first_second(consent: Consent, never: int) -> int:
    if not consent.is_given:
        return never
    if consent.since is None:
        return 0
    # A second in the middle of which the customer agreed had begun before: it is not charged.
    return second_of(consent.since) + bool(consent.since.microsecond)
