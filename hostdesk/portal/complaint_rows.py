"""The disputed items of a form: picked from an invoice, or typed; each with amount, reason, and wish."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.complaints.actions.opening import DESCRIPTION, MOST_ITEMS
from hostdesk.core.complaints import Disputed, Wanted
from hostdesk.core.money import cents
from hostdesk.core.tariff_words import money
from hostdesk.core.written_numbers import NoNumber, Style, number
from hostdesk.customers.models import InvoiceItem
from hostdesk.portal.form_fields import Line, Text

MOST_TYPED = 30
WISHES = (
    (Wanted.CREDIT.value, gettext_lazy("A credit")),
    (Wanted.CORRECT.value, gettext_lazy("A corrected invoice")),
    (Wanted.EXPLAIN.value, gettext_lazy("An explanation")),
)


class Row(forms.Form):
    """One item; a typed one that is left empty is not meant, nor is one of the invoice that is not picked."""

    use_required_attribute = False

    picked = forms.BooleanField(label=gettext_lazy("I dispute this item"), required=False)
    description = Line(
        label=gettext_lazy("Which item?"),
        longest=DESCRIPTION,
        required=False,
        help_text=gettext_lazy("Its number and name, as they stand on the invoice."),
    )
    amount = Line(
        label=gettext_lazy("Disputed amount in euros, with VAT"),
        longest=20,
        mode="decimal",
        required=False,
        help_text=gettext_lazy("Leave it empty if you mean all of the item."),
    )
    wanted = forms.ChoiceField(label=gettext_lazy("What would you like?"), choices=WISHES, required=False)
    reason = Text(label=gettext_lazy("Why?"), rows=3, longest=5_000, required=False)

    def __init__(
        self, key: str, item: InvoiceItem | None, language: str, said: Mapping[str, str], *, is_sent: bool
    ) -> None:
        # Before it is sent nobody is told what lacks; what was typed stands there all the same.
        typed = {name: said[f"{key}-{name}"] for name in self.base_fields if f"{key}-{name}" in said}
        super().__init__(said if is_sent else None, prefix=key, initial=typed)
        self.item, self.language = item, language
        self.fields["wanted"].widget.attrs["class"] = "in"
        del self.fields["description" if item else "picked"]

    @property
    def is_meant(self) -> bool:
        """Whether somebody wrote something in it, or picked it."""
        if self.item is not None:
            return bool(self["picked"].value())
        return any(str(self[name].value() or "").strip() for name in ("description", "amount", "reason"))

    @property
    def gross(self) -> str:
        """What the item costs, as the reader writes it."""
        return money(self.item.gross, self.language) if self.item else ""

    @property
    def disputed(self) -> Disputed:
        """Only after `is_valid`."""
        said = self.cleaned_data
        return Disputed(
            self.item.pk if self.item else None,
            self.item.text if self.item else str(said["description"]),
            said["amount"],
            str(said["reason"]),
            Wanted(said.get("wanted") or Wanted.CREDIT),
        )

    def clean_amount(self) -> Decimal | None:
        """In whole cents; in words what it is not."""
        written = str(self.cleaned_data["amount"])
        if not written or not self.is_meant:
            return None
        try:
            amount = number(written, Style.COMMA if self.language == "de" else Style.POINT)
        except NoNumber as error:
            raise forms.ValidationError(_("Please write an amount like 11.90.")) from error
        if amount <= 0 or amount >= 10**7 or amount != cents(amount):
            raise forms.ValidationError(_("Please write an amount like 11.90."))
        if self.item is not None and amount > max(self.item.gross, Decimal(0)):
            raise forms.ValidationError(_("That is more than the item costs."))
        return cents(amount)

    def clean(self) -> dict[str, Any]:
        """What is meant says which item, and why."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_meant:
            for name in ("description", "reason"):
                if name in self.fields and name not in self.errors and not said.get(name):
                    self.add_error(name, _("Please fill this in."))
        return said


def typed(said: Mapping[str, str], language: str, *, is_sent: bool) -> list[Row]:
    """Rows to type in; the field `rows` says how many there are, `do` may ask for one more."""
    wanted = said.get("rows", "")
    count = int(wanted) if wanted.isdecimal() and wanted.isascii() and len(wanted) < 4 else 1
    count += said.get("do") == "more"
    places = range(max(1, min(count, MOST_TYPED)))
    return [Row(f"n{place}", None, language, said, is_sent=is_sent) for place in places]


def picked(
    items: Sequence[InvoiceItem], said: Mapping[str, str], language: str, *, is_sent: bool
) -> list[Row]:
    """One row an item of the invoice."""
    return [Row(f"i{one.pk}", one, language, said, is_sent=is_sent) for one in items]


def meant(rows: Sequence[Row]) -> list[Row]:
    """Those that dispute something; at most as many as a complaint has."""
    return [row for row in rows if row.is_meant][:MOST_ITEMS]
