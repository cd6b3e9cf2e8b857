"""A statement as PDF/A-3, set by Typst; what customers wrote goes there as data, never as markup."""

import json
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst

from hostdesk.billing.statements.words import WORDS, Words
from hostdesk.core.tariff_phrases import LANGUAGES
from hostdesk.core.tariff_words import money

TEMPLATE = Path(__file__).with_name("statement.typ")
_LATIN_TO_CYRILLIC = 0x0500  # as far as the font of the template goes
_SIGNS = frozenset("‐‑–—‘’‚“”„†•…‰‹›€№™←↑→↓−×")


def pdf(content: dict[str, Any]) -> bytes:
    """The file that the customer gets; the same content makes the same bytes."""
    issued = datetime.combine(date.fromisoformat(content["date"]), datetime.min.time())
    data = printable(_data(content, WORDS[content["language"]]))
    made = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        ignore_system_fonts=True,  # the same page on every machine
        pdf_standards=["a-3b"],
        timestamp=int((issued - datetime(1970, 1, 1)).total_seconds()),  # noqa: DTZ001 - a date as Typst counts it
        sys_inputs={"data": json.dumps(data)},
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst made no single file.")
    return made


def printable(value: Any) -> Any:
    """PDF/A refuses characters that its font lacks: they become a question mark; the CSV keeps them."""
    if isinstance(value, str):
        return "".join(one if _has_glyph(one) else "?" for one in unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    return [printable(one) for one in value] if isinstance(value, list) else value


def _has_glyph(one: str) -> bool:
    return (
        one in _SIGNS
        or (ord(one) < _LATIN_TO_CYRILLIC and unicodedata.category(one)[0] in "LNPSZ" and one.isprintable())
        or one == "\u00a0"
    )


def _data(content: dict[str, Any], words: Words) -> dict[str, Any]:
    language = content["language"]
    kind = words.credit if content["credits"] else words.statement
    return {
        "lang": language,
        "provider": content["provider"],
        "title": f"{kind} {content['number']}",
        "customer": [content["customer"]["name"], f"{words.customer} {content['customer']['number']}"],
        "facts": _facts(content, words),
        "head": [words.service, words.amount],
        "charges": [_charge(one, content, words) for one in content["charges"]],
        "sums": _sums(content, words),
        "notes": [words.net, words.no_invoice],
        "page": words.page,
    }


def _facts(content: dict[str, Any], words: Words) -> list[list[str]]:
    year, month = (int(part) for part in content["month"].split("-"))
    facts = [
        [words.issued, words.day(date.fromisoformat(content["date"]))],
        [words.month, f"{words.months[month - 1]} {year}"],
    ]
    if content["credits"]:
        facts += [[words.credits, content["credits"]], [words.reason, content["reason"]]]
    return facts


def _charge(one: dict[str, Any], content: dict[str, Any], words: Words) -> dict[str, Any]:
    language = content["language"]
    return {
        "ticket": one["ticket"],
        "subject": one["subject"],
        "when": _when(one, content, words),
        "note": f"{words.taken_back}: {one['reason']}" if one["is_credit"] and not content["credits"] else "",
        "lines": [
            {"text": line["text"][language], "amount": money(Decimal(line["amount"]), language)}
            for line in one["lines"]
        ],
    }


def _when(one: dict[str, Any], content: dict[str, Any], words: Words) -> str:
    if not one["first_work"] or not one["last_work"]:
        return ""
    zone = ZoneInfo(content["timezone"])
    days = [datetime.fromisoformat(one[name]).astimezone(zone).date() for name in ("first_work", "last_work")]
    spelled = list(dict.fromkeys(LANGUAGES[content["language"]].date(day) for day in days))
    return f"{words.supplied} {' – '.join(spelled)}"


def _sums(content: dict[str, Any], words: Words) -> list[list[str]]:
    language = content["language"]
    rows = []
    for rate in content["rates"]:
        net, tax = (money(Decimal(rate[name]), language) for name in ("net", "vat"))
        rows += [[words.net_at.format(rate=rate["rate"]), net], [words.vat.format(rate=rate["rate"]), tax]]
    return [*rows, [words.gross, money(Decimal(content["gross"]), language)]]
