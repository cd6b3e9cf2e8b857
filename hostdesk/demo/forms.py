"""What a demo customer can fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hostdesk.demo.cast import DEPARTMENTS

_LARGEST = 20_000_000  # bytes of one attachment
_TEXT = forms.Textarea(attrs={"class": "in", "rows": 9})
_FILE = forms.FileInput(attrs={"class": "in"})


class Answer(forms.Form):
    """An answer to a mail of the desk."""

    text = forms.CharField(label=_("Your answer"), widget=_TEXT, max_length=100_000)
    file = forms.FileField(label=_("Attachment"), required=False, widget=_FILE)

    def clean_file(self) -> Any:
        """No file larger than the desk takes."""
        file = self.cleaned_data["file"]
        if file and file.size > _LARGEST:
            raise forms.ValidationError(_("Please choose a file under 20 MB."))
        return file


class New(Answer):
    """A new mail to one or two departments."""

    to = forms.MultipleChoiceField(
        label=_("To"),
        choices=[(one.address, one.address) for one in DEPARTMENTS],
        initial=[DEPARTMENTS[0].address],
        widget=forms.CheckboxSelectMultiple,
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=900, required=False, widget=forms.TextInput(attrs={"class": "in"})
    )
    field_order = ("to", "subject", "text", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Text")


class Somebody(forms.Form):
    """The address of a person whom the desk does not know."""

    address = forms.EmailField(
        label=_("Address"),
        widget=forms.EmailInput(
            attrs={"class": "in", "placeholder": "neu@example.test", "autocomplete": "off"}
        ),
    )
