"""The sheets of a fax: the letter with the department's head, and the sheet to answer on, set by Typst."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.utils import timezone

from hostdesk.core import reply_code
from hostdesk.core.letter import Letter
from hostdesk.lib import phones
from hostdesk.tickets import letters
from hostdesk.tickets.models import Ticket

_TEMPLATE = Path(__file__).with_name("sheets.typ")
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")  # a fax has no use for marks of the keyboard


def pdf(ticket: Ticket, letter: Letter) -> bytes:
    """PDF/A with the letter and its reply sheet; the same on the same day."""
    today = timezone.localdate()
    day = datetime(today.year, today.month, today.day, tzinfo=UTC)
    made = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        format="pdf",
        ignore_system_fonts=True,  # the same sheets on every machine
        pdf_standards=["a-3b"],
        timestamp=int(day.timestamp()),
        sys_inputs={"data": json.dumps(_data(ticket, letter, f"{today:%d.%m.%Y}"))},
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst made no single file.")
    return made


def _data(ticket: Ticket, letter: Letter, date: str) -> dict[str, Any]:
    words, values = _WORDS[letter.language], settings.HOSTDESK
    to = letter.to[0]
    number = phones.shown(phones.read(to.address), letter.language)
    fax = values["HOSTDESK_FAX"]
    please = words["please"] + (words["to"].format(fax=fax) if fax else "")
    facts = [[words["date"], date], [words["number"], ticket.number]]
    found: dict[str, Any] = _printable(
        {
            "lang": letter.language,
            "provider": values["HOSTDESK_PROVIDER"],
            "department": ticket.department.name(letter.language),
            "to": [*_name(ticket, to.name), f"{words['fax']} {number}"],
            "facts": facts + ([[words["our_fax"], fax]] if fax else []),
            "subject": _subject(ticket, words),
            "body": [_EMPHASIS.sub(r"\2", one) for one in letter.text.split("\n\n") if one.strip()],
            "signature": letter.signature,
            "imprint": letter.imprint,
            "page": words["page"],
            "sheet": {
                "title": words["sheet"], "text": f"{please}. {words['marks']}",
                "answer": words["answer"], "signed": words["signed"],
                "number": [words["number"], ticket.number], "code": _code(ticket),
            },
        }
    )  # fmt: skip
    return found


def _name(ticket: Ticket, known_as: str) -> list[str]:
    """Whom it is for; a fax has only a number for a sender, unless we know whose that is."""
    name = ticket.customer.name if ticket.customer else known_as
    return [name] if any(one.isalpha() for one in name) else []


def _subject(ticket: Ticket, words: dict[str, str]) -> str:
    if ticket.channel == "fax":
        return words["your_fax"].format(day=f"{timezone.localtime(ticket.received_at):%d.%m.%Y}")
    return letters.one_line(ticket.subject) or ticket.number


def _code(ticket: Ticket) -> list[str]:
    """The modules of a QR code, 1 is black: version 2, level M, which faxes leave readable."""
    payload = reply_code.make(ticket.pk, settings.SECRET_KEY)
    matrix = segno.make(payload, version=2, error="m", boost_error=False, micro=False).matrix
    return ["".join(str(int(one)) for one in row) for row in matrix]


def _printable(value: Any) -> Any:
    """PDF/A refuses characters that its font lacks: they become a question mark."""
    if isinstance(value, str):
        return "".join(one if one == "\n" or _has_glyph(one) else "?" for one in value)
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list) else value


def _has_glyph(one: str) -> bool:
    return (" " <= one <= "\u04ff" and one.isprintable()) or one in "‐‑–—‘’‚“”„†•…‰‹›€™←↑→↓−×\u00a0"


_WORDS = {
    "de": {
        "fax": "Telefax", "date": "Datum", "number": "Ticketnummer", "our_fax": "Unser Telefax",
        "page": "Seite", "your_fax": "Ihr Fax vom {day}",
        "sheet": "Antwortbogen", "answer": "Ihre Antwort", "signed": "Datum, Unterschrift",
        "please": "Bitte antworten Sie auf diesem Bogen",
        "to": " an Telefax {fax}",
        "marks": "Die Zeichen in den Ecken bringen Ihre Antwort zu Ihrem Anliegen: Bitte frei lassen.",
    },
    "en": {
        "fax": "Fax", "date": "Date", "number": "Ticket number", "our_fax": "Our fax",
        "page": "Page", "your_fax": "Your fax of {day}",
        "sheet": "Reply sheet", "answer": "Your answer", "signed": "Date, signature",
        "please": "Please answer on this sheet",
        "to": " by fax to {fax}",
        "marks": "The marks in the corners bring your answer to your request: please leave them free.",
    },
}  # fmt: skip
