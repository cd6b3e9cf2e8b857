"""What a complaint says, in the customer's words and language: the message on its ticket."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hostdesk.core.complaints import Disputed, Wanted
from hostdesk.core.tariff_words import money
from hostdesk.portal.complaint_rows import Row

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "de": {
            "subject": "Reklamation zur Rechnung {number}",
            "head": "Folgende Positionen der Rechnung {number} beanstande ich:",
            "position": " (Position {position})",
            "amount": "Beanstandet: {amount}",
            "whole": "Beanstandet: die ganze Position",
            Wanted.CREDIT: "Wunsch: Gutschrift",
            Wanted.CORRECT: "Wunsch: berichtigte Rechnung",
            Wanted.EXPLAIN: "Wunsch: Erklärung",
        },
        "en": {
            "subject": "Complaint about invoice {number}",
            "head": "I dispute these items of invoice {number}:",
            "position": " (item {position})",
            "amount": "Disputed: {amount}",
            "whole": "Disputed: all of the item",
            Wanted.CREDIT: "Wanted: a credit",
            Wanted.CORRECT: "Wanted: a corrected invoice",
            Wanted.EXPLAIN: "Wanted: an explanation",
        },
    }
)


def subject(invoice_number: str, language: str) -> str:
    """Names the invoice."""
    return _WORDS[language]["subject"].format(number=invoice_number)


def text(invoice_number: str, rows: Sequence[Row], further: str, language: str) -> str:
    """Every item with amount, wish and reason, then what else was written."""
    words = _WORDS[language]
    items = [_item(words, place, row, language) for place, row in enumerate(rows, start=1)]
    return "\n\n".join([words["head"].format(number=invoice_number), *items, *([further] if further else [])])


def _item(words: Mapping[str, str], place: int, row: Row, language: str) -> str:
    one = row.disputed
    head = f"{place}. {one.description}"
    if row.item is not None:
        head += words["position"].format(position=row.item.position)
    return "\n".join([head, _amount(words, one, language), words[one.wanted], one.reason])


def _amount(words: Mapping[str, str], one: Disputed, language: str) -> str:
    if one.amount is None:
        return words["whole"]
    return words["amount"].format(amount=money(one.amount, language))
