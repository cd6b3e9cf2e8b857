"""What each person sets for herself: language, light or dark, single keys."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import page

THEMES = ("", "light", "dark")


class Preferences(forms.Form):
    """The fields of Staff that are nobody else's business."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    theme = forms.ChoiceField(choices=[(one, one) for one in THEMES], required=False)
    single_keys = forms.BooleanField(required=False)


@readers
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and save; an auditor may choose her own language too."""
    if request.method != "POST":
        return page(request, "desk/preferences.html")
    form, me = Preferences(request.POST), staff(request)
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(me, name, value)
        me.save(update_fields=list(form.cleaned_data))
        with translation.override(me.language):
            messages.success(request, _("Saved."))
    return redirect("desk:preferences")


@require_POST
@readers
def theme(request: HttpRequest) -> HttpResponseBase:
    """Light, dark, as the system has it: the next of the three."""
    me = staff(request)
    me.theme = THEMES[(THEMES.index(me.theme) + 1) % len(THEMES)] if me.theme in THEMES else ""
    me.save(update_fields=["theme"])
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "desk:home")
