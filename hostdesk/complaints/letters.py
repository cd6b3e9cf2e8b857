"""The letter that ends a complaint: every item with its decision, and what is given back."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hostdesk.complaints import sheet
from hostdesk.complaints.sheet import Content
from hostdesk.complaints.wording import LANGUAGES
from hostdesk.core.tariff_words import money
from hostdesk.tickets.first_response_letter import Form, plain
from hostdesk.tickets.letters import Words, greeting, one_line
from hostdesk.tickets.models import Ticket


def result(root: Ticket, content: Content, form: Form | None = None) -> Words:
    """In the customer's language, readable as it stands; `form` has the essential data of a first answer."""
    words = LANGUAGES[root.language]
    invoice = one_line(content["invoice"])
    kind = "" if invoice else ".plain"
    opening = "opening.correction" if content["is_correction"] and invoice else f"opening{kind}"
    paragraphs = [
        greeting(root),
        words[opening].format(invoice=invoice),
        *(_item(words, root.language, place, one) for place, one in enumerate(content["items"], start=1)),
        "\n".join(_sums(words, root.language, content)),
        *([words["next"]] if sheet.totals(content)["gross"] > 0 else []),
        words["answer_us"].format(number=root.number),
        *([plain(form)] if form else []),
    ]
    subject = words[f"subject{kind}"].format(number=root.number, invoice=invoice)
    return Words(subject, "\n\n".join(paragraphs) + "\n")


def amount(text: str, language: str, currency: str = "EUR") -> str:
    """An amount of a result, as the reader writes it."""
    shown = money(Decimal(text), language)
    return shown if currency == "EUR" else f"{shown.replace('€', '').strip()} {currency}"


def _item(words: Mapping[str, str], language: str, place: int, one: dict[str, Any]) -> str:
    head = words["item"].format(place=place, description=one_line(one["description"]) or "–")
    if one["position"] is not None:
        head += words["item.position"].format(position=one["position"])
    lines = [head]
    if one["disputed"] is not None:
        lines.append(words["disputed"].format(amount=amount(one["disputed"], language)))
    lines.append(words[f"answer.{one['answer']}"])
    if Decimal(one["gross"]):
        lines.append(
            words["given"].format(
                gross=amount(one["gross"], language),
                net=amount(one["net"], language),
                rate=_rate(one, language),
            )
        )
    return "\n".join([*lines, one["text"]])


def _sums(words: Mapping[str, str], language: str, content: Content) -> Iterator[str]:
    gross = sheet.totals(content)["gross"]
    if not content["credit"]:
        yield words["sum.same" if content["is_correction"] else "none"]
        return
    kind = "sum" if not content["is_correction"] else "sum.less" if gross < 0 else "sum.correction"
    yield words[kind].format(gross=amount(str(abs(gross)), language, content["currency"]))
    for one in content["credit"]:
        yield words["rate"].format(
            net=amount(one["net"], language), vat=amount(one["vat"], language), rate=_rate(one, language)
        )


def _rate(one: dict[str, str], language: str) -> str:
    plain = f"{Decimal(one['vat_rate']).normalize():f}"
    return plain.replace(".", ",") if language == "de" else plain
