"""The meter beside the timeline: what the work costs now, why, and what it will cost next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.billing import meter as meters
from hostdesk.billing.models import Finding
from hostdesk.billing.resting import next_working_day
from hostdesk.core.money import share
from hostdesk.core.tariff_lines import Rule
from hostdesk.core.tariff_rules import MINUTE_SECONDS, QUARTER_SECONDS
from hostdesk.core.tariff_windows import Kind
from hostdesk.core.work_rules import Warn
from hostdesk.desk import amounts, meter_scale, meter_words, slip, when


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that the meter prints."""

    status: str  # "running", "paused", "blocked" or "idle"
    mine: meters.Running | None  # this reader's timer
    who: str  # whose timers there are, and since when
    worked: str
    figures: str
    unit: str
    scale: SafeString | None
    rows: Sequence[slip.Row]
    net: str
    vat: str
    gross: str
    paid_until: str
    left: str
    then: str
    boundary_at: str
    boundary_price: str
    cap: str
    consent: meter_words.Grant
    warnings: Sequence[str]
    is_inside: bool
    needs_consent: bool
    should_ask: bool
    sleeps_until: str


def card(found: meters.Meter, me: Staff, now: datetime) -> Card:
    """The meter of a ticket as `me` sees it at `now` (UTC)."""
    mine = next((one for one in found.running if one.staff.pk == me.pk), None)
    is_inside = found.sphere == Finding.INSIDE
    figures, unit = _price(found, is_inside=is_inside)
    return Card(
        status=_status(found),
        mine=mine,
        who=meter_words.who(found.running, now),
        worked=amounts.duration(found.worked_seconds) if found.worked_seconds else "",
        figures=figures,
        unit=unit,
        scale=_scale(found, now) if found.net or found.cap_seconds else None,
        rows=slip.rows(found.bill, now) if found.worked_seconds else (),
        net=amounts.euros(found.net),
        vat=slip.vat(found.bill),
        gross=amounts.euros(found.bill.gross),
        paid_until=when.moment(found.paid_until, now) if found.paid_until else "",
        left=_left(found, now),
        then=_then(found),
        boundary_at="" if is_inside else when.moment(found.boundary.at, now),
        boundary_price=_boundary_price(found),
        cap=_cap(found),
        consent=meter_words.grant(found.consent, now),
        warnings=[meter_words.warning(Warn(one)) for one in found.warnings],
        is_inside=is_inside,
        needs_consent=found.needs_consent,
        should_ask=mine is not None and mine.should_ask,
        sleeps_until=when.moment(next_working_day(now), now),
    )


def _status(found: meters.Meter) -> str:
    if any(not one.is_paused for one in found.running):
        return "running"
    if found.running:
        return "paused"
    return "blocked" if found.needs_consent else "idle"


def _price(found: meters.Meter, *, is_inside: bool) -> tuple[str, str]:
    """What has come together so far; before any work, what it would cost to begin now."""
    if is_inside:
        return amounts.figures(Decimal(0)), _("€, free")
    if found.net or found.running:
        return amounts.figures(found.net), _("€ net")
    if found.kind is Kind.DAY:
        return amounts.figures(found.tariff.day_price), _("€ a started quarter-hour")
    more = _("€ + %(price)s a quarter-hour") % {"price": amounts.figures(found.tariff.surcharge_price)}
    return amounts.figures(found.tariff.flat_price), more


def _scale(found: meters.Meter, now: datetime) -> SafeString:
    return meter_scale.scale(found.lines, found.cap_seconds, f"{when.local(now):%H:%M}")


def _left(found: meters.Meter, now: datetime) -> str:
    if found.paid_until is None or not any(not one.is_paused for one in found.running):
        return ""
    seconds = int((found.paid_until - now).total_seconds())
    return _("%(time)s left") % {"time": amounts.duration(seconds)} if seconds > 0 else ""


def _then(found: meters.Meter) -> str:
    """The sum as soon as the next quarter-hour is started."""
    if found.paid_until is None:
        return ""
    if found.boundary.at <= found.paid_until:
        more = found.boundary.quarter_price + found.boundary.flat_price
    else:
        last = next((one for one in reversed(found.lines) if one.rule in (Rule.DAY, Rule.SURCHARGE)), None)
        if last is None:
            return ""
        is_minutes = last.unit_seconds == MINUTE_SECONDS
        more = share(last.unit_price, MINUTE_SECONDS, QUARTER_SECONDS) if is_minutes else last.unit_price
    return _("%(net)s net") % {"net": amounts.euros(found.net + more)}


def _boundary_price(found: meters.Meter) -> str:
    quarter = amounts.euros(found.boundary.quarter_price)
    if found.boundary.flat_price:
        return _("then %(flat)s + %(price)s a quarter-hour") % {
            "flat": amounts.euros(found.boundary.flat_price), "price": quarter,
        }  # fmt: skip
    return _("then %(price)s a quarter-hour") % {"price": quarter}


def _cap(found: meters.Meter) -> str:
    if found.cap_seconds is None:
        return ""
    values = {
        "used": amounts.duration(found.cap_used), "cap": amounts.duration(found.cap_seconds),
        "left": amounts.duration(found.cap_left or 0),
    }  # fmt: skip
    return _("%(used)s of %(cap)s charged, %(left)s left") % values
