"""Today's hour ruler for the head of the list, with the price of work in words."""

from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from hostdesk.billing import load as prices
from hostdesk.calendars import load
from hostdesk.core.day_spans import spans_of
from hostdesk.core.tariff_rules import day_hours
from hostdesk.desk import price_now
from hostdesk.ui.hour_ruler import drawing


def ruler(now: datetime) -> tuple[SafeString, str, str, bool]:
    """The drawing, what work costs now and what it will cost next, and whether the surcharge applies."""
    local = timezone.localtime(now)
    support = spans_of(load.current_hours(), local.date())
    days = spans_of(day_hours(prices.tariff_at(now)), local.date())
    return drawing(support, days, local), *price_now.words(now)
