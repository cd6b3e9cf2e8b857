"""Addresses that lead nowhere: on the site with its search, behind the desk's door with the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from hostdesk.portal.signed_in import contact_of, language_of

_STAFF = ("/desk/", "/account/", "/demo/", "/api/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    if request.path.startswith(_STAFF):
        return page_not_found(request, exception)
    contact = contact_of(request) if request.path.startswith("/my/") else None
    with translation.override(language_of(contact) if contact else translation.get_language()):
        context = {"heading": _("There is nothing here")}
        response = render(request, "portal/404.html", context, status=404)
    if contact:
        add_never_cache_headers(response)
    return response
