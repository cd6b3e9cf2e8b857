"""The accessibility statement (BFSG § 14): what holds, how it is checked, and whom to tell what does not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.portal.kept import kept
from hostdesk.tickets.routing import address_of, departments_for


@require_safe
@kept
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement, with the address of the department that takes everything."""
    return render(
        request,
        "portal/accessibility.html",
        {
            "heading": _("Accessibility"),
            "description": _("How these pages can be used by everybody, and whom to tell where they cannot."),
            "address": address_of(departments_for([])[0]),
        },
    )
