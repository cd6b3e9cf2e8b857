"""My tickets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hostdesk.portal.signed_in import customers_only


@customers_only
def tickets(request: HttpRequest) -> HttpResponse:
    """The list."""
    return render(request, "portal/my/tickets.html", {})
