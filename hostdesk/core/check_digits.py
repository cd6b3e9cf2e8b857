"""Check digits: what catches a slip of the tongue when a number is read over the phone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

# Damm's quasigroup of order 10 (H. M. Damm, 2004): catches every wrong digit and every neighbouring swap.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def damm(digits: str) -> str:
    """The Damm check digit to write after `digits`; ValueError if these are not digits."""
    state = 0
    for digit in _plain(digits):
        state = int(_DAMM[state][int(digit)])
    return str(state)


def luhn(digits: str) -> str:
    """The Luhn check digit (ISO/IEC 7812-1) to write after `digits`; ValueError if these are not digits."""
    total = 0
    for place, digit in enumerate(reversed(_plain(digits))):
        doubled = int(digit) * (1 if place % 2 else 2)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


METHODS: Mapping[str, Callable[[str], str]] = MappingProxyType({"damm": damm, "luhn": luhn})


def has_check_digit(number: str, method: str = "damm") -> bool:
    """Whether the last digit of `number` is its check digit; all that is no digit is passed over."""
    digits = "".join(character for character in number if character in "0123456789")
    return len(digits) > 1 and METHODS[method](digits[:-1]) == digits[-1]


def _plain(digits: str) -> str:
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"Only the digits 0 to 9 can be checked, not {digits!r}.")
    return digits
