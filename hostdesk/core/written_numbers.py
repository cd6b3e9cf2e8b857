"""Numbers as people and their programs write them: 1.234,50 and 1,234.50 and 1234.5."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from hostdesk.core.failures import PermanentFailure


class Style(StrEnum):
    """What stands before the decimals."""

    COMMA = ","
    POINT = "."


class NoNumber(PermanentFailure):
    """This is no number, or one that could be read in two ways; the text says what to write."""


def number(written: str, style: Style | None = None) -> Decimal:
    """The exact value; `style` decides what 1.234 is, without it NoNumber asks."""
    plain = _bare(written)
    sign, digits = _signed(plain)
    if _AMBIGUOUS.fullmatch(digits):
        if style is None:
            raise NoNumber(f"{written!r} can be read in two ways: write 1234.00 without a mark for thousands")
        is_decimal = style.value in digits
        return Decimal(sign + (digits.replace(",", ".") if is_decimal else re.sub(r"[.,]", "", digits)))
    for shape, separator in _SHAPES:
        if shape.fullmatch(digits):
            return Decimal(
                sign + (digits if not separator else digits.replace(separator, "")).replace(",", ".")
            )
    raise NoNumber(f"{written!r} is no number: write it like 1234.50 or 1234,50")


def style_of(written: Iterable[str]) -> Style | None:
    """What these numbers have before their decimals; None if none of them tells, or they disagree."""
    found = {style for one in written if (style := _tells(_bare(one).strip("+-")))}
    return found.pop() if len(found) == 1 else None


_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_COMMA = re.compile(r"[0-9]{1,20},[0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,5},[0-9]{1,9}")
_POINT = re.compile(r"[0-9]{1,20}\.[0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,5}\.[0-9]{1,9}")
# A shape, and the mark for thousands that is taken out of it.
_SHAPES = (
    (re.compile(r"[0-9]{1,20}"), ""),
    (_COMMA, "."),
    (re.compile(r"[0-9]{1,3}(\.[0-9]{3}){2,5}"), "."),
    (_POINT, ","),
    (re.compile(r"[0-9]{1,3}(,[0-9]{3}){2,5}"), ","),
)
_NOISE = str.maketrans({**dict.fromkeys("\u00a0\u202f\u2009 '’", None), "−": "-", "–": "-"})


def _signed(plain: str) -> tuple[str, str]:
    """The sign may stand behind, as accountants write it."""
    if plain.startswith(("-", "+")):
        return plain[0].strip("+"), plain[1:]
    return ("-", plain[:-1]) if plain.endswith("-") else ("", plain)


def _bare(written: str) -> str:
    """Without blanks, the sign of the currency, and the minus that typographers use."""
    return re.sub(r"(?i)€|EUR|%", "", written.translate(_NOISE))


def _tells(digits: str) -> Style | None:
    if _AMBIGUOUS.fullmatch(digits):
        return None
    if _COMMA.fullmatch(digits):
        return Style.COMMA
    return Style.POINT if _POINT.fullmatch(digits) else None
