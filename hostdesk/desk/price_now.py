"""What a started quarter-hour costs at this moment, and from when it costs something else."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from hostdesk.billing import load
from hostdesk.core.tariff_rules import Tariff, day_hours
from hostdesk.core.tariff_windows import Kind, PriceWindow, window_at
from hostdesk.core.work import second_of
from hostdesk.desk import amounts, when


def words(now: datetime) -> tuple[str, str, bool]:
    """What holds now, what comes next, and whether the surcharge applies now."""
    tariff = load.tariff_at(now)
    window = window_at(day_hours(tariff), second_of(now))
    is_surcharge = window.kind is Kind.SURCHARGE
    standing = _("Now surcharge: %(price)s") if is_surcharge else _("Now day tariff: %(price)s")
    coming = Kind.DAY if is_surcharge else Kind.SURCHARGE
    return standing % {"price": _price(tariff, window.kind)}, _next(tariff, window, coming, now), is_surcharge


def _next(tariff: Tariff, window: PriceWindow, coming: Kind, now: datetime) -> str:
    minutes = (window.end - now) / timedelta(minutes=1)
    values = {
        "price": _price(tariff, coming),
        "at": when.moment(window.end, now),
        "n": max(1, round(minutes)),
    }
    if minutes < 60:
        return _("in %(n)s min: %(price)s") % values
    return _("from %(at)s: %(price)s") % values


def _price(tariff: Tariff, kind: Kind) -> str:
    if kind is Kind.DAY:
        return _("%(price)s per started ¼ h") % {"price": amounts.euros(tariff.day_price)}
    return _("%(flat)s + %(price)s per started ¼ h") % {
        "flat": amounts.euros(tariff.flat_price), "price": amounts.euros(tariff.surcharge_price),
    }  # fmt: skip
