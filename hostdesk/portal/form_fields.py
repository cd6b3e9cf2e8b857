"""Fields of forms that anybody fills in: forgiving about how something is written, clear about what lacks.

Used by the contact form and the invoice complaint. Shown by `portal/_field.html` with a bound field.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hostdesk.customers.models import Contact
from hostdesk.gateways.form.fields import one_line
from hostdesk.lib import storable
from hostdesk.lib.mail_address import sendable

NAME, ADDRESS, NUMBER, SUBJECT, TEXT = 100, 254, 30, 150, 50_000  # characters


class Line(forms.CharField):
    """One line: whatever would end it becomes a blank."""

    is_wanted = False  # not required by itself, but the form says more about it

    def __init__(self, *, longest: int, auto: str = "off", mode: str = "", **more: Any) -> None:
        attrs = {"class": "in", "autocomplete": auto} | ({"inputmode": mode} if mode else {})
        super().__init__(max_length=longest, widget=forms.TextInput(attrs=attrs), **more)

    def to_python(self, value: Any) -> str:
        """The line without what cannot be shown."""
        return one_line(storable.text(str(super().to_python(value))))


class MailAddress(Line):
    """An address that a mail can be sent to."""

    def __init__(self, **more: Any) -> None:
        super().__init__(longest=ADDRESS, auto="email", mode="email", **more)
        self.widget.input_type = "email"

    def to_python(self, value: Any) -> str:
        """In lower case, without blanks, and without what a copied link brings along."""
        return super().to_python(value).replace(" ", "").lower().removeprefix("mailto:")

    def clean(self, value: Any) -> str:
        """ValidationError, in words, for what no mail can reach."""
        address = str(super().clean(value))
        if address and not is_address(address):
            raise forms.ValidationError(_("This is not a mail address. Write it like name@example.com."))
        return address


class Text(forms.CharField):
    """Several lines, as they were typed."""

    def __init__(self, *, rows: int = 8, longest: int = TEXT, **more: Any) -> None:
        widget = forms.Textarea(attrs={"class": "in", "rows": rows})
        super().__init__(max_length=longest, widget=widget, strip=False, **more)

    def to_python(self, value: Any) -> str:
        """With one kind of line end, and without characters that no database keeps."""
        text = storable.text(str(super().to_python(value)))
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class FromSomebody(forms.Form):
    """Who writes; a contact who is signed in is known and types none of it."""

    use_required_attribute = False  # we say in words what lacks, and keep what was typed

    name = Line(label=_("Your name"), longest=NAME, auto="name")
    address = MailAddress(
        label=_("Your mail address"),
        help_text=_("Our answer and the confirmation with your number go there."),
    )

    def __init__(self, *args: Any, contact: Contact | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.contact = contact
        for field in self.fields.values():
            field.error_messages["required"] = _("Please fill this in.")
        if contact is not None:
            del self.fields["name"], self.fields["address"]

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address: hers who is signed in, else as typed (only after `is_valid`)."""
        if self.contact is not None:
            return self.contact.name, self.contact.address
        return str(self.cleaned_data["name"]), str(self.cleaned_data["address"])


def is_address(address: str) -> bool:
    """Whether a mail can be sent there, as far as the address itself tells."""
    try:
        domain = sendable(address).rpartition("@")[2]
    except ValueError:
        return False
    return "." in domain.strip(".")
