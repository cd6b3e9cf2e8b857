"""Money: exact decimals in euros, rounded half up to the cent, and the VAT of a date of supply."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

# Per cent from a day on, by date of supply (§ 12 and § 28 UStG: the lower rate of the second half of 2020).
VAT_RATES = (
    (date.min, Decimal(19)),
    (date(2020, 7, 1), Decimal(16)),
    (date(2021, 1, 1), Decimal(19)),
)


def cents(amount: Decimal) -> Decimal:
    """`amount` in euros, rounded half up to the cent (away from zero, so a credit mirrors its charge)."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def share(amount: Decimal, part: int, whole: int) -> Decimal:
    """`part` of `whole` of an amount of at least 0 euros, rounded half up to the cent; exact until then."""
    above, below = amount.as_integer_ratio()
    below *= whole
    return Decimal((200 * above * part + below) // (2 * below)).scaleb(-2)


def vat_rate(day: date) -> Decimal:
    """The VAT in per cent on what is supplied on the local date `day`."""
    return next(rate for since, rate in reversed(VAT_RATES) if since <= day)


def vat(net: Decimal, rate: Decimal) -> Decimal:
    """The VAT in euros on a sum at `rate` per cent: on the sum, never on its lines (M18)."""
    return cents(net * rate * CENT)
