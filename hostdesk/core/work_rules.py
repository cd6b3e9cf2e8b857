"""What may be begun at this moment, and what an agent must be warned of (M15 to M18)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from hostdesk.core.money import ZERO
from hostdesk.core.tariff import Bill
from hostdesk.core.tariff_consent import Consent, agreed_parts
from hostdesk.core.tariff_lines import Rule
from hostdesk.core.tariff_rules import Flat, Tariff
from hostdesk.core.tariff_versions import Part, Reigns, parts
from hostdesk.core.tariff_windows import Kind
from hostdesk.core.work import second_of


class Option(StrEnum):
    """What can be done instead of starting work that needs consent."""

    ASK = "ask"  # send the question
    FREE = "free"  # work without charge, with a reason
    SLEEP = "sleep"  # until the next working day


class Warn(StrEnum):
    """What an agent should know before she goes on."""

    TRAP = "trap"  # 8 to 9 and 17 to 18: support is open, the surcharge applies
    NO_CONSENT = "no_consent"  # surcharge now, and nobody agreed: this time is given away
    CAP_NEAR = "cap_near"  # less than a quarter-hour of the cap is left
    CAP_USED = "cap_used"
    BOUNDARY_NEAR = "boundary_near"  # the surcharge begins within a quarter-hour
    SPHERE_UNKNOWN = "sphere_unknown"
    CONSUMER_QUARTERS = "consumer_quarters"  # started quarter-hours in a consumer contract (BGH IX ZR 140/19)
    STILL_WORKING = "still_working"  # a timer has run for long


@dataclass(frozen=True, slots=True)
class Boundary:
    """When the price changes next (UTC), and what a quarter-hour started there costs, net."""

    at: datetime
    kind: Kind
    flat_price: Decimal
    quarter_price: Decimal


def part_at(versions: Reigns, at: datetime) -> Part:
    """Window, tariff and VAT rate of an instant; NoTariff if no price list was valid."""
    second = second_of(at)
    return next(parts(second, second + 1, versions))


def needs_consent(versions: Reigns, at: datetime, consent: Consent, charged_seconds: int = 0) -> bool:
    """Whether work begun at `at` could not be charged: surcharge, and no consent or no cap left."""
    part = part_at(versions, at)
    agreed = list(agreed_parts(part.window.kind, part.begins, part.ends, part.tariff, consent))
    if not agreed:
        return True
    cap = agreed[0][1]
    return cap is not None and cap - charged_seconds < part.tariff.unit_seconds


def charged_surcharge(bill: Bill) -> int:
    """The surcharge seconds on a bill as a cap counts them: started quarter-hours whole."""
    return sum(line.quarters * line.unit_seconds for line in bill.lines if line.rule is Rule.SURCHARGE)


def next_boundary(versions: Reigns, at: datetime, bill: Bill) -> Boundary:
    """When the other price begins, and what it is; a flat fee that is due once for ever is due once."""
    then = part_at(versions, part_at(versions, at).window.end)
    return Boundary(then.window.start, then.window.kind, _flat(then, bill), _quarter(then.tariff, then))


def surcharge_ahead(versions: Reigns, at: datetime) -> Part:
    """The surcharge window around an instant, or the next one if it is day: what a consent is asked for."""
    part = part_at(versions, at)
    return part if part.window.kind is Kind.SURCHARGE else part_at(versions, part.window.end)


def flat_still_due(part: Part, bill: Bill) -> Decimal:
    """The flat fee of a surcharge window, 0 if the bill has it already."""
    paid = [line.window for line in bill.lines if line.rule is Rule.FLAT]
    is_paid = bool(paid) if part.tariff.flat is Flat.TICKET else part.window in paid
    return ZERO if is_paid else part.tariff.flat_price


def _flat(part: Part, bill: Bill) -> Decimal:
    return flat_still_due(part, bill) if part.window.kind is Kind.SURCHARGE else ZERO


def _quarter(tariff: Tariff, part: Part) -> Decimal:
    return tariff.day_price if part.window.kind is Kind.DAY else tariff.surcharge_price
