"""The fields of the contact form: what the department needs for what it is about (M7)."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hostdesk.portal.form_fields import NUMBER, SUBJECT, FromSomebody, Line, Text
from hostdesk.portal.form_topics import Topic


class ContactForm(FromSomebody):
    """Name and address, numbers, subject and text; only what is needed for the topic."""

    field_order = ("number", "invoice", "has_none", "name", "address", "subject", "text")

    number = Line(
        label=_("Customer or account number"),
        longest=NUMBER,
        required=False,
        help_text=_("It stands on every invoice, like K-20871 or wp123456."),
    )
    invoice = Line(
        label=_("Invoice number"), longest=NUMBER, required=False, help_text=_("Like R-2026-01234.")
    )
    has_none = forms.BooleanField(
        label=_("I do not have a number at hand, or I am not a customer yet"), required=False
    )
    subject = Line(label=_("Subject"), longest=SUBJECT)
    text = Text(
        label=_("Your message"),
        help_text=_("What did you do, what happened, since when? No passwords, please."),
    )

    def __init__(self, *args: Any, topic: Topic, **more: Any) -> None:
        super().__init__(*args, **more)
        self.topic = topic
        is_known = self.contact is not None
        if is_known or not topic.number:
            del self.fields["number"]
        if is_known or topic.number != "need":
            del self.fields["has_none"]
        else:
            self.fields["number"].is_wanted = True  # type: ignore[attr-defined] # it is a Line
        if not topic.asks_invoice:
            del self.fields["invoice"]

    def clean(self) -> dict[str, Any]:
        """A customer's request carries her number, unless she says that she has none."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        needs = "has_none" in self.fields
        if needs and not (said.get("number") or said.get("invoice") or said.get("has_none")):
            self.add_error(
                "number", _("Please write the number, or tick below that you do not have one at hand.")
            )
        return said

    @property
    def numbers(self) -> tuple[str, str, str]:
        """Of customer, account and invoice; which of the first two was typed is told by how it looks."""
        typed, invoice = (str(self.cleaned_data.get(name) or "") for name in ("number", "invoice"))
        if self.contact is not None:
            return self.contact.customer.number, "", invoice
        is_account = bool(re.search(settings.HOSTDESK["HOSTDESK_ACCOUNT_PATTERN"], typed, re.IGNORECASE))
        return ("", typed, invoice) if is_account else (typed, "", invoice)
