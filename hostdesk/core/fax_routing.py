"""Which department a fax is for: by the number dialled, else by its words, else by nobody's (M3).

One number may serve all departments; what the words leave open, a person sorts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hostdesk.core import call_lines


class Because(StrEnum):
    """Why a fax came to its department."""

    SHEET = "sheet"  # it bears the code of a ticket, and joined it
    NUMBER = "number"
    WORDS = "words"
    NOTHING = "nothing"  # to the default: please sort


@dataclass(frozen=True, slots=True)
class Routed:
    """A department by its slug, "" for the default, and why."""

    slug: str
    because: Because


def department(dialled: str, device: str, lines: Mapping[str, str], words: str) -> Routed:
    """`dialled` is E.164 or an extension, `lines` says whose numbers and modems are whose."""
    slug = call_lines.department_of(dialled, lines) if dialled else ""
    slug = slug or lines.get(device, "")
    if slug:
        return Routed(slug, Because.NUMBER)
    slug = by_words(words)
    return Routed(slug, Because.WORDS if slug else Because.NOTHING)


def by_words(words: str) -> str:
    """The department whose words stand there clearly more often than the others'; "" if none."""
    text = words.lower()
    counts = {
        slug: len({one.group() for one in pattern.finditer(text)}) for slug, pattern in _TELLING.items()
    }
    best, second = sorted(counts, key=lambda slug: -counts[slug])[:2]
    return best if counts[best] > counts[second] else ""


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(words) + r")", re.IGNORECASE)


# Beginnings of words, as recognised text has them, with umlauts or without.
_TELLING: Mapping[str, re.Pattern[str]] = {
    "accounting": _any(
        "rechnung", "mahnung", "lastschrift", "sepa", "iban", "gutschrift", "überweis", "uberweis", "zahlung",
        "buchhaltung", "invoice", "payment", "direct debit", "credit note", "accounting",
    ),
    "sales": _any(
        "angebot", "bestell", "auftragsformular", "interess", "neukunde", "tarifwechsel", "vertrieb", "offer",
        "quotation", "order form", "sales",
    ),
    "support": _any(
        "störung", "storung", "fehler", "kennwort", "passwort", "zugang", "postfach", "e-mail-konto",
        "server", "webspace", "domain", "datenbank", "technik", "password", "outage", "error", "mailbox",
        "support",
    ),
}  # fmt: skip
