"""The lines of a bill: each carries all that is needed to explain it years later."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hostdesk.core.tariff_consent import Consent
from hostdesk.core.tariff_windows import PriceWindow


class Rule(StrEnum):
    """Which sentence of the price list decides the amount of a line."""

    DAY = "day"  # started quarter-hours at the day price (M17)
    SURCHARGE = "surcharge"  # started quarter-hours at the surcharge price (M18)
    FLAT = "flat"  # once per ticket and surcharge window (M18)
    CARRIED = "carried"  # nothing new: all was covered by a quarter-hour that had been started before
    NO_CONSENT = "no_consent"  # surcharge time before or without consent (M15)
    CAP = "cap"  # surcharge time beyond the cap of the consent


@dataclass(frozen=True, slots=True)
class Line:
    """Work of one ticket in one window and at one VAT rate, or its flat fee; amounts are net euros.

    `worked_seconds` are the sum of those below it: covered by this line's quarters, covered by a quarter that
    an earlier line has charged, before or without consent, beyond the cap. A flat fee has none of them.
    """

    ticket: str
    window: PriceWindow
    timezone: str
    rule: Rule
    worked_seconds: int
    billable_seconds: int
    carried_in_seconds: int
    unconsented_seconds: int
    capped_seconds: int
    quarters: int  # started units: minutes if the tariff counts minutes; 1 for a flat fee
    unit_seconds: int  # 0 for a flat fee
    unit_price: Decimal  # of a quarter-hour, also where minutes are counted
    quarter_seconds: int
    amount: Decimal
    vat_rate: Decimal  # per cent
    consent: Consent
    tariff_version: str
    calendar_version: str
