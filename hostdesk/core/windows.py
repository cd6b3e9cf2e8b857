"""The weekly windows of opening hours, as an administrator writes them: "Mon-Fri 08:00-18:00"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DAY_SECONDS = 86_400

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_INDEX = {name.lower(): number for number, name in enumerate(_DAYS)}
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")


class BadHours(ValueError):
    """These opening hours cannot be meant; the text says why."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Open on `weekday` (0 is Monday) from `opens` until before `closes`: seconds after midnight."""

    weekday: int
    opens: int
    closes: int  # up to 86,400, which is 24:00


def parse_windows(text: str) -> tuple[Window, ...]:
    """Read "Mon-Fri 08:00-12:00, 13:00-18:00; Sat 09:00-13:00"; BadHours says what is wrong."""
    return tuple(sorted(_windows(text)))


def check(windows: tuple[Window, ...]) -> None:
    """BadHours if a window ends before it begins, or two of one weekday overlap."""
    previous: Window | None = None
    for window in sorted(windows):
        if not (0 <= window.weekday <= 6 and 0 <= window.opens < window.closes <= DAY_SECONDS):
            raise BadHours(f"A window must open before it closes, within one day: {window}.")
        if previous and previous.weekday == window.weekday and window.opens < previous.closes:
            raise BadHours(f"Two windows of one weekday overlap: {previous} and {window}.")
        previous = window


def _windows(text: str) -> Iterator[Window]:
    for part in text.split(";"):
        days, _, times = part.strip().partition(" ")
        if not times.strip():
            raise BadHours(f"Write opening hours like Mon-Fri 08:00-18:00, not {part.strip()!r}.")
        for weekday in sorted(_weekdays(days)):
            for stretch in times.split(","):
                yield Window(weekday, *_stretch(stretch.strip()))


def _weekdays(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        start, end = _weekday(first), _weekday(last if dash else first)
        # Sat-Mon goes on over the end of the week.
        found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return found


def _weekday(name: str) -> int:
    if name.strip().lower() not in _INDEX:
        raise BadHours(f"Unknown weekday {name.strip()!r}. Valid are: {', '.join(_DAYS)}.")
    return _INDEX[name.strip().lower()]


def _stretch(text: str) -> tuple[int, int]:
    first, dash, last = text.replace("–", "-").partition("-")
    if not dash:
        raise BadHours(f"Write times like 08:00-18:00, not {text!r}.")
    opens, closes = _seconds(first.strip()), _seconds(last.strip())
    if opens >= closes:
        raise BadHours(
            f"{text} closes before it opens: write a night as 22:00-24:00 and 00:00-06:00 of two days."
        )
    return opens, closes


def _seconds(text: str) -> int:
    found = _TIME.fullmatch(text)
    if not found:
        raise BadHours(f"{text!r} is no time of day: write 08:00, at most 24:00.")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    seconds = hour * 3600 + minute * 60 + second
    if minute > 59 or second > 59 or seconds > DAY_SECONDS:
        raise BadHours(f"{text!r} is no time of day: write 08:00, at most 24:00.")
    return seconds
