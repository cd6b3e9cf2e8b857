"""Addresses that lead nowhere: on the site with its search, behind the desk's door with the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

_STAFF = ("/desk/", "/account/", "/demo/", "/api/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    if request.path.startswith(_STAFF):
        return page_not_found(request, exception)
    return render(request, "portal/404.html", {"heading": _("There is nothing here")}, status=404)
