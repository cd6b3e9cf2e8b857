"""Money and durations as the reader writes them; computed elsewhere, only worded here."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language

from hostdesk.core import tariff_words


def language() -> str:
    """The reader's language, "de" or "en"."""
    return "de" if (get_language() or "en").startswith("de") else "en"


def euros(amount: Decimal) -> str:
    """1.234,50 € or €1,234.50."""
    return tariff_words.money(amount, language())


def figures(amount: Decimal) -> str:
    """The same without the sign of the currency, for big figures and columns."""
    return euros(amount).replace("€", "").strip()


def duration(seconds: int) -> str:
    """1 h 5 min, down to the second."""
    return tariff_words.duration(seconds, language())


def hours_in(text: str) -> Decimal | None:
    """Hours out of a form, with a comma or a point; None if it is no such number."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 < found <= 1000 else None


def price_in(text: str) -> Decimal | None:
    """Euros out of a form, in whole cents; None if it is no price."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    is_price = found.is_finite() and 0 <= found <= 1_000_000 and found == round(found, 2)
    return found.quantize(Decimal("0.01")) if is_price else None


def signed(text: str) -> Decimal | None:
    """An amount out of the journal, below zero for a credit; None if it is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
