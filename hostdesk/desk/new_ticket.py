"""A ticket that an agent opens: somebody called, or came by."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Department
from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed
from hostdesk.desk import kept
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words
from hostdesk.lib import mail_address
from hostdesk.tickets import access, actions

CHANNELS = [("phone", gettext_lazy("Call")), ("form", gettext_lazy("Personally, or in another way"))]


class NewTicket(forms.Form):
    """What is needed for a number."""

    channel = forms.ChoiceField(choices=CHANNELS, initial="phone")
    name = forms.CharField(max_length=300, required=False)
    to = forms.EmailField(max_length=320, required=False)
    department = forms.ModelChoiceField(Department.objects.all(), to_field_name="slug")
    subject = forms.CharField(max_length=900)
    text = forms.CharField(max_length=100_000)

    def clean_to(self) -> str:
        """In the one spelling that contacts are compared by."""
        return mail_address.normal(self.cleaned_data["to"])


@readers
def new(request: HttpRequest) -> HttpResponseBase:
    """The empty form, or the one that comes back with what is missing."""
    return (
        _opened(request) if request.method == "POST" else _form(request, NewTicket(initial=_initial(request)))
    )


@writers
def _opened(request: HttpRequest) -> HttpResponse:
    form = NewTicket(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    said = form.cleaned_data
    try:
        ticket = actions.open_by_staff(
            said["department"],
            Address(said["to"], " ".join(said["name"].split())),
            said["subject"],
            said["text"].replace("\r\n", "\n"),
            staff(request),
            channel=said["channel"],
        )
    except NotAllowed as refusal:
        form.add_error(None, in_words(refusal))
        return _form(request, form, status=422)
    return redirect("desk:ticket", ticket.number)


def _initial(request: HttpRequest) -> dict[str, str]:
    mine = access.departments_of(staff(request))
    return (kept.take(request, request.path) or {}) | ({"department": mine[0].slug} if mine else {})


def _form(request: HttpRequest, form: NewTicket, status: int = 200) -> HttpResponse:
    language = get_language() or "en"
    departments = [(one.slug, one.name(language)) for one in Department.objects.all()]
    return page(
        request, "desk/new.html", status=status, form=form, departments=departments, channels=CHANNELS,
        title=_("New ticket"),
    )  # fmt: skip
