"""What stands on a statement, in the customer's language; it belongs to the paper and to no page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_GERMAN_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
    *("August", "September", "Oktober", "November", "Dezember"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """One language; the fields in braces are filled in."""

    statement: str
    credit: str
    customer: str
    issued: str
    month: str
    credits: str
    reason: str
    service: str
    amount: str
    supplied: str
    taken_back: str
    net_at: str
    vat: str
    gross: str
    net: str
    no_invoice: str
    page: str
    months: tuple[str, ...]
    day_form: str

    def day(self, on: date) -> str:
        """A date without its weekday."""
        return self.day_form.format(day=on.day, month=self.months[on.month - 1], year=on.year)


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "de": Words(
            statement="Leistungsabrechnung",
            credit="Gutschrift",
            customer="Kundennummer",
            issued="Datum",
            month="Abrechnungsmonat",
            credits="Gutschrift zu",
            reason="Grund",
            service="Leistung",
            amount="Betrag netto",
            supplied="Leistungszeit:",
            taken_back="Zurückgenommen",
            net_at="Summe netto zu {rate} %",
            vat="Umsatzsteuer {rate} %",
            gross="Gesamtbetrag",
            net="Die Umsatzsteuer gilt nach dem Tag der Leistung und ist auf die Summe je Satz gerechnet.",
            no_invoice="Diese Abrechnung ist keine Rechnung; die Rechnung kommt von unserer Buchhaltung.",
            page="Seite",
            months=_GERMAN_MONTHS,
            day_form="{day}. {month} {year}",
        ),
        "en": Words(
            statement="Statement of services",
            credit="Credit note",
            customer="Customer number",
            issued="Date",
            month="Month",
            credits="Credits",
            reason="Reason",
            service="Service",
            amount="Net amount",
            supplied="Supplied:",
            taken_back="Taken back",
            net_at="Net sum at {rate}%",
            vat="VAT {rate}%",
            gross="Total",
            net="VAT follows the date of supply and is computed on the sum of each rate.",
            no_invoice="This statement is no invoice; you get the invoice from our accounting.",
            page="Page",
            months=_ENGLISH_MONTHS,
            day_form="{day} {month} {year}",
        ),
    }
)
