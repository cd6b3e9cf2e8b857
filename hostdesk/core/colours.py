"""Colours of a provider: whether text in them can be read, and what they become on a dark page (WCAG 2.2)."""

from dataclasses import dataclass

READABLE = 4.5  # contrast of text, success criterion 1.4.3
_LIGHTEST, _DARKEST = (255, 255, 255), (0, 0, 0)
# The grounds that text in the accent stands on; ui/static/ui/tokens.css has the same.
_PAPER, _DARK = (0xF4, 0xF2, 0xED), (0x26, 0x25, 0x21)
Colour = tuple[int, int, int]


class Unreadable(ValueError):
    """Text in this colour could not be read; the text says by how much."""


@dataclass(frozen=True, slots=True)
class Accent:
    """One colour in its places, each for a light and for a dark page, as #rrggbb."""

    text: tuple[str, str]
    fill: tuple[str, str]
    press: tuple[str, str]
    ground: tuple[str, str]
    line: tuple[str, str]


def accent(text: str) -> Accent:
    """The shades of "#rrggbb"; ValueError if it is none, Unreadable if it is too pale for a link."""
    colour = parse(text)
    found = contrast(colour, _PAPER)
    if found < READABLE:
        raise Unreadable(
            f"on a light page its contrast is {found:.1f}, and text needs {READABLE}: choose a darker one"
        )
    bright = _lightened(colour)
    deep = _darkened(_mixed(bright, colour, 0.6))
    return Accent(
        text=(_hex(colour), _hex(bright)),
        fill=(_hex(colour), _hex(deep)),
        press=(_hex(_mixed(colour, _DARKEST, 0.25)), _hex(_mixed(deep, _DARKEST, 0.2))),
        ground=(_hex(_tinted(colour, _LIGHTEST, 90, colour)), _hex(_tinted(colour, _DARK, 80, bright))),
        line=(_hex(_mixed(colour, _LIGHTEST, 0.65)), _hex(_mixed(colour, _DARK, 0.5))),
    )


def parse(text: str) -> Colour:
    """Red, green and blue of "#1d45b0"; ValueError with a hint."""
    digits = text.removeprefix("#")
    if len(digits) != 6 or not text.startswith("#"):
        raise ValueError("write a colour like #1d45b0")
    try:
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    except ValueError as error:
        raise ValueError("write a colour like #1d45b0") from error


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _lightened(colour: Colour) -> Colour:
    """As little lighter as dark pages need, with some reserve for tinted grounds."""
    shades = (_mixed(colour, _LIGHTEST, step / 20) for step in range(21))
    return next(one for one in shades if contrast(one, _DARK) >= READABLE + 2)


def _darkened(colour: Colour) -> Colour:
    """As little darker as white text on it needs."""
    shades = (_mixed(colour, _DARKEST, step / 20) for step in range(21))
    return next(one for one in shades if contrast(one, _LIGHTEST) >= READABLE)


def _tinted(colour: Colour, page: Colour, percent: int, text: Colour) -> Colour:
    """The page with a breath of the colour: as much as `text` on it allows, at most what `percent` leaves."""
    shades = (_mixed(colour, page, share / 100) for share in range(percent, 101))
    return next(one for one in shades if contrast(text, one) >= READABLE)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
