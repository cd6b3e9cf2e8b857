"""Prices and hours that articles name by placeholders: from the same data as the public price list."""

from django.utils import timezone, translation

from hostdesk.billing import letters, load
from hostdesk.calendars import load as calendars
from hostdesk.core.tariff_rules import day_hours
from hostdesk.core.tariff_words import money
from hostdesk.portal.opening import in_words


def words(language: str) -> dict[str, str]:
    """The words of today, by placeholder; prices are net and per unit that is begun."""
    tariff = load.tariff_at(timezone.now())
    with translation.override(language):
        day, support = in_words(day_hours(tariff)), in_words(calendars.current_hours())
    return {
        "price_day": money(letters.unit_price(tariff, tariff.day_price), language),
        "price_surcharge": money(letters.unit_price(tariff, tariff.surcharge_price), language),
        "price_surcharge_flat": money(tariff.flat_price, language),
        "day_hours": day,
        "support_hours": support,
    }
