"""The sentences of the letter that ends a complaint, in German and English."""

from collections.abc import Mapping
from types import MappingProxyType

DE: Mapping[str, str] = MappingProxyType(
    {
        "subject": "[{number}] Ihre Reklamation zur Rechnung {invoice}: Ergebnis",
        "subject.plain": "[{number}] Ihre Reklamation: Ergebnis",
        "opening": "wir haben Ihre Reklamation zur Rechnung {invoice} geprüft.",
        "opening.plain": "wir haben Ihre Reklamation geprüft.",
        "opening.correction": (
            "wir haben unsere Entscheidung zur Rechnung {invoice} noch einmal geprüft und berichtigt."
        ),
        "item": "{place}. {description}",
        "item.position": " (Position {position} der Rechnung)",
        "disputed": "Beanstandet: {amount}",
        "answer.accepted": "Entscheidung: Sie haben recht.",
        "answer.partly": "Entscheidung: Sie haben zum Teil recht.",
        "answer.refused": "Entscheidung: Wir bleiben bei der Rechnung.",
        "given": "Gutschrift: {gross} (netto {net}, {rate} % USt.)",
        "none": "Eine Gutschrift ergibt sich daraus nicht.",
        "sum": "Gutschrift insgesamt: {gross}",
        "sum.less": "Damit entfallen von der früheren Gutschrift: {gross}",
        "sum.correction": "Zusätzlich zur früheren Gutschrift: {gross}",
        "sum.same": "An der Gutschrift ändert sich nichts.",
        "rate": "davon {net} netto und {vat} USt. ({rate} %)",
        "next": (
            "Die Gutschrift erhalten Sie als eigenen Beleg aus unserer Buchhaltung; der Betrag wird mit der "
            "Rechnung verrechnet oder erstattet, wenn sie bezahlt ist."
        ),
        "answer_us": (
            "Sind Sie anderer Meinung, antworten Sie bitte einfach auf diese Mail; sie kommt zu derselben "
            "Nummer {number}."
        ),
    }
)
EN: Mapping[str, str] = MappingProxyType(
    {
        "subject": "[{number}] Your complaint about invoice {invoice}: the result",
        "subject.plain": "[{number}] Your complaint: the result",
        "opening": "We have looked into your complaint about invoice {invoice}.",
        "opening.plain": "We have looked into your complaint.",
        "opening.correction": (
            "We have looked at our decision about invoice {invoice} again and corrected it."
        ),
        "item": "{place}. {description}",
        "item.position": " (item {position} of the invoice)",
        "disputed": "Disputed: {amount}",
        "answer.accepted": "Decision: you are right.",
        "answer.partly": "Decision: you are right in part.",
        "answer.refused": "Decision: the invoice stands.",
        "given": "Credit: {gross} (net {net}, {rate} % VAT)",
        "none": "No credit follows from this.",
        "sum": "Credit in all: {gross}",
        "sum.less": "Taken off the earlier credit: {gross}",
        "sum.correction": "In addition to the earlier credit: {gross}",
        "sum.same": "The credit stays as it was.",
        "rate": "of which {net} net and {vat} VAT ({rate} %)",
        "next": (
            "You will get the credit as a document of its own from our accounting; the amount is set off "
            "against the invoice, or paid back if that is paid."
        ),
        "answer_us": (
            "If you see it differently, simply reply to this mail; it is kept together under the same "
            "number {number}."
        ),
    }
)
LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType({"de": DE, "en": EN})
