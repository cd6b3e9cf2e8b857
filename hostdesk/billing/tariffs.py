"""Price lists: rows and core values, and the one that a new installation begins with (M17, M18)."""

import hashlib
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import TariffVersion
from hostdesk.core.tariff_rules import Boundary, ConsentRule, Flat, Rounding, Saturday, Tariff
from hostdesk.journal.record import record, writing

_LABEL = 12  # characters of a digest
_CALENDAR = ("day_times", "region", "timezone", "surcharge_days", "saturday")
FIELDS = (
    "day_price", "surcharge_price", "flat_price", "quarter_seconds", "day_times", "region", "timezone",
    "surcharge_days", "saturday", "boundary", "flat", "consent_rule", "rounding", "support_hours",
    "support_closed",
)  # fmt: skip


def make_first() -> None:
    """Write the price list of M17 and M18 if there is none yet; several starts at once agree."""
    if TariffVersion.objects.exists():
        return
    with writing():
        if not TariffVersion.objects.exists():
            add({}, None, None)


def standard() -> Tariff:
    """The price list of a new installation, whether it is written down yet or not."""
    return tariff_of(_row({}, None))


def add(values: dict[str, Any], valid_from: date | None, by: Staff | None) -> TariffVersion:
    """Within a transaction: a version from the defaults and `values`; BadTariff, BadHours, UnknownRegion."""
    row = _row(values, valid_from)
    tariff_of(row)  # raises what is wrong with it
    row.added_by, row.added_at = by, timezone.now()
    row.save(force_insert=True)
    actor = f"staff:{by.pk}" if by else "start"
    record(
        "tariff.added", about=f"tariff:{row.label}", by=actor, valid_from=str(valid_from or ""),
        **{name: getattr(row, name) for name in FIELDS},
    )  # fmt: skip
    return row


def label(values: dict[str, Any], valid_from: date | None) -> str:
    """What a version with these values (of every one of FIELDS) is called."""
    return _digest([*(str(values[name]) for name in FIELDS), str(valid_from)])


def tariff_of(row: TariffVersion) -> Tariff:
    """The core's value; BadTariff, BadHours or UnknownRegion if it cannot be meant."""
    return Tariff(
        region=row.region,
        timezone=row.timezone,
        day_price=row.day_price,
        surcharge_price=row.surcharge_price,
        flat_price=row.flat_price,
        quarter_seconds=row.quarter_seconds,
        day_times=row.day_times,
        surcharge_days=tuple(row.surcharge_days),
        saturday=Saturday(row.saturday),
        boundary=Boundary(row.boundary),
        flat=Flat(row.flat),
        consent_rule=ConsentRule(row.consent_rule),
        support_hours=row.support_hours,
        support_closed=tuple(row.support_closed),
        rounding=Rounding(row.rounding),
        version=row.label,
        calendar_version=_digest([str(getattr(row, name)) for name in _CALENDAR]),
        valid_from=row.valid_from,
    )


def _row(values: dict[str, Any], valid_from: date | None) -> TariffVersion:
    row = TariffVersion(valid_from=valid_from, **{**_defaults(), **values})
    row.label = label({name: getattr(row, name) for name in FIELDS}, valid_from)
    return row


def _defaults() -> dict[str, Any]:
    """The figures of M17 and M18, at the seat of this provider."""
    chosen = settings.HOSTDESK
    standard = Tariff(region="")
    return {
        **{name: getattr(standard, name) for name in FIELDS},
        "region": chosen["HOSTDESK_REGION"],
        "timezone": chosen["HOSTDESK_TIMEZONE"],
        "support_hours": chosen["HOSTDESK_SUPPORT_HOURS"],
        "support_closed": list(chosen["HOSTDESK_CLOSED_DAYS"]),
        "surcharge_days": [],
    }


def _digest(values: list[str]) -> str:
    return hashlib.sha256("\n".join(values).encode()).hexdigest()[:_LABEL]
