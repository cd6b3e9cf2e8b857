"""A line of a bill in words that a customer understands, in German and English."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hostdesk.core.tariff_lines import Line, Rule
from hostdesk.core.tariff_phrases import LANGUAGES, Phrases
from hostdesk.core.tariff_rules import MINUTE_SECONDS
from hostdesk.core.tariff_windows import Kind


def explain(line: Line, language: str) -> str:
    """What was done when, what of it costs what, and why; `language` is "de" or "en", else ValueError."""
    if language not in LANGUAGES:
        raise ValueError(f"Lines are explained in {' and '.join(LANGUAGES)}, not in {language!r}.")
    words = LANGUAGES[language]
    return " ".join(sentence for sentence in _sentences(line, words) if sentence)


def money(amount: Decimal, language: str) -> str:
    """Euros as they are written there: 1.234,50 € or €1,234.50."""
    return LANGUAGES[language].money(amount)


def duration(seconds: int, language: str) -> str:
    """Seconds as they are said there: 1 Std. 5 Min. or 1 h 5 min."""
    return LANGUAGES[language].duration(seconds)


def _sentences(line: Line, words: Phrases) -> list[str]:
    head = f"{_kind(line, words)}, {_window(line, words)}:"
    if line.rule is Rule.FLAT:
        return [head, words.flat.format(amount=words.money(line.amount)), _vat(line, words)]
    return [
        head,
        words.worked.format(time=words.duration(line.worked_seconds)),
        _some(words.carried, line.carried_in_seconds, words),
        _some(words.unconsented, line.unconsented_seconds, words),
        _some(words.capped, line.capped_seconds, words),
        _charge(line, words),
        _consent(line, words),
    ]


def _kind(line: Line, words: Phrases) -> str:
    return words.day if line.window.kind is Kind.DAY else words.surcharge


def _window(line: Line, words: Phrases) -> str:
    zone = ZoneInfo(line.timezone)
    start, end = line.window.start.astimezone(zone), line.window.end.astimezone(zone)
    if start.date() == end.date():
        return words.same_day.format(day=words.date(start), start=f"{start:%H:%M}", end=f"{end:%H:%M}")
    return words.days.format(start=_moment(start, words), end=_moment(end, words))


def _moment(local: datetime, words: Phrases) -> str:
    return f"{words.date(local)}, {local:%H:%M}"


def _some(phrase: str, seconds: int, words: Phrases) -> str:
    return phrase.format(time=words.duration(seconds)) if seconds else ""


def _charge(line: Line, words: Phrases) -> str:
    if not line.quarters:
        return words.nothing if line.rule is Rule.CARRIED else ""
    is_minutes = line.unit_seconds == MINUTE_SECONDS
    one, many = words.minute_units if is_minutes else words.quarter_units
    counted = words.charged.format(
        time=words.duration(line.billable_seconds),
        count=line.quarters,
        unit=one if line.quarters == 1 else many,
        price=words.money(line.unit_price),
        quarter=words.duration(line.quarter_seconds),
        amount=words.money(line.amount),
    )
    return f"{counted} {_vat(line, words)}"


def _vat(line: Line, words: Phrases) -> str:
    return words.vat.format(rate=line.vat_rate)


def _consent(line: Line, words: Phrases) -> str:
    if line.rule is not Rule.SURCHARGE or not line.consent.is_given:
        return ""
    if line.consent.since is None:
        return words.agreed_before
    return words.agreed.format(moment=_moment(line.consent.since.astimezone(ZoneInfo(line.timezone)), words))
