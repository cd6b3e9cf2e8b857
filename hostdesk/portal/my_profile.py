"""About her: what we know of her, her language, and a copy of her own data."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hostdesk.customers.models import Contact
from hostdesk.journal.record import writing
from hostdesk.portal import brakes, own_data
from hostdesk.portal.my_page import show
from hostdesk.portal.signed_in import customers_only, signed_in
from hostdesk.portal.telling import tell


@customers_only
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """The page; POST chooses the language of pages and letters."""
    contact = signed_in(request)
    if request.method == "POST":
        wanted = request.POST.get("language", "")
        if wanted in dict(settings.LANGUAGES):
            with writing():
                Contact.objects.filter(pk=contact.pk).update(language=wanted)
                tell(contact, "my.language", to=wanted)
        return redirect(f"{reverse('portal:my_profile')}?done=saved#done")
    return _page(request)


@customers_only
@require_POST
def copy(request: HttpRequest) -> HttpResponse | FileResponse:
    """Her own data as a ZIP, made now; some times a day."""
    contact = signed_in(request)
    if brakes.is_on(brakes.COPIES, str(contact.pk)):
        return _page(request, wrong=_("You have fetched your data several times today. Try again tomorrow."))
    brakes.count(brakes.COPIES, str(contact.pk))
    with writing():
        tell(contact, "my.data_copied")
    name = f"{contact.customer.number}-{timezone.localdate():%Y-%m-%d}.zip"
    response = FileResponse(own_data.packed(contact), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, *, wrong: str = "") -> HttpResponse:
    context = {"languages": settings.LANGUAGES, "wrong": wrong}
    return show(request, "portal/my/profile.html", "profile", context, status=429 if wrong else 200)
