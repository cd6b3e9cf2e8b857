"""Who disputes an invoice, and which: the fields around the items (M7)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hostdesk.customers.models import Invoice
from hostdesk.portal.form_fields import NUMBER, FromSomebody, Line, Text


class ComplaintForm(FromSomebody):
    """A customer who has picked her invoice types neither its number nor her own."""

    field_order = ("invoice", "customer", "name", "address", "text")

    invoice = Line(
        label=_("Invoice number"), longest=NUMBER, help_text=_("It stands at the top, like R-2026-01234.")
    )
    customer = Line(
        label=_("Customer or account number"),
        longest=NUMBER,
        required=False,
        help_text=_("It stands on every invoice, like K-20871 or wp123456."),
    )
    text = Text(
        label=_("Anything else?"), rows=4, longest=20_000, required=False,
        help_text=_("What concerns the whole invoice."),
    )  # fmt: skip

    def __init__(self, *args: Any, chosen: Invoice | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.chosen = chosen
        if chosen is not None:
            del self.fields["invoice"]
        if self.contact is not None:
            del self.fields["customer"]

    @property
    def invoice_number(self) -> str:
        """Of the invoice that was picked, else as typed (only after `is_valid`)."""
        return self.chosen.number if self.chosen else str(self.cleaned_data["invoice"])

    @property
    def customer_number(self) -> str:
        """Hers who is signed in, else as typed."""
        if self.contact is not None:
            return self.contact.customer.number
        return str(self.cleaned_data.get("customer") or "")
