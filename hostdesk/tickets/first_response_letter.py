"""The essential data in a letter: beneath what the agent wrote, above what she quotes (M14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from hostdesk.core.essentials import Essentials, Item
from hostdesk.lib import markdown


@dataclass(frozen=True, slots=True)
class Form:
    """The essential data of one first response, checked."""

    number: str
    language: str
    values: tuple[tuple[Item, str], ...]
    missing: tuple[Item, ...]
    essentials: Essentials


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in a reply between greeting and signature; `form` is None in further replies."""

    written: str
    form: Form | None
    quotation: str

    @property
    def text(self) -> str:
        """Readable as it stands."""
        form = f"\n\n{plain(self.form)}" if self.form else ""
        return f"{self.written.rstrip()}{form}{self.quotation}" if form else self.written + self.quotation

    @property
    def html(self) -> str:
        """The same with the data as a table; "" where the text says it all."""
        if self.form is None:
            return ""
        return markdown.to_html(self.written) + table(self.form) + markdown.to_html(self.quotation)


def plain(form: Form) -> str:
    """One line an item."""
    lines = [f"{_words(form)[item]}: {_indented(value)}" for item, value in form.values]
    return "\n".join([heading(form.language, form.number), "", *lines])


def table(form: Form) -> SafeString:
    """One row an item."""
    rows = format_html_join(
        "", "<tr><th>{}</th><td>{}</td></tr>",
        ((_words(form)[item], _broken(value)) for item, value in form.values),
    )  # fmt: skip
    return format_html("<h2>{}</h2><table>{}</table>", heading(form.language, form.number), rows)


def heading(language: str, number: str) -> str:
    """What stands above the data."""
    return {"de": "Ihre Anfrage {} im Überblick", "en": "Your request {} at a glance"}[language].format(
        number
    )


def _words(form: Form) -> Mapping[Item, str]:
    return LABELS[form.language]


def _indented(value: str) -> str:
    lines = [line.strip() for line in value.splitlines()]
    return lines[0] if len(lines) == 1 else "".join(f"\n  {line}" for line in lines)


def _broken(value: str) -> SafeString:
    lines = linebreaks(value, autoescape=True)
    # linebreaks has escaped the value; a cell needs no paragraphs
    return mark_safe(lines.replace("<p>", "").replace("</p>", ""))  # noqa: S308


LABELS: Mapping[str, Mapping[Item, str]] = MappingProxyType(
    {
        "de": {
            Item.CUSTOMER: "Kunde",
            Item.CONTACT: "Ansprechpartner",
            Item.DEPARTMENT: "Abteilung",
            Item.SUBJECT: "Betreff",
            Item.REPORTED: "Ihr Anliegen",
            Item.INVOICE: "Rechnung",
            Item.DISPUTED: "Beanstandete Posten",
            Item.SERVICE: "Leistung",
            Item.SPHERE: "Ursache",
            Item.COST: "Kosten",
            Item.START: "Beginn der Arbeit",
        },
        "en": {
            Item.CUSTOMER: "Customer",
            Item.CONTACT: "Contact",
            Item.DEPARTMENT: "Department",
            Item.SUBJECT: "Subject",
            Item.REPORTED: "Your request",
            Item.INVOICE: "Invoice",
            Item.DISPUTED: "Disputed items",
            Item.SERVICE: "Service",
            Item.SPHERE: "Cause",
            Item.COST: "Cost",
            Item.START: "Work starts",
        },
    }
)
