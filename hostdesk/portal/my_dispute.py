"""Objecting to the cause or a charge: the customer's own act, answered in writing (M16, M17)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hostdesk.billing.actions import dispute as object_to
from hostdesk.portal import my_ticket
from hostdesk.portal.signed_in import customers_only, signed_in
from hostdesk.tickets import access
from hostdesk.tickets.for_contacts import sees_prices

_LONGEST = 5_000  # characters


@customers_only
@require_POST
def dispute(request: HttpRequest, number: str) -> HttpResponse:
    """Write down what she sees differently; pressed twice it is one objection."""
    contact = signed_in(request)
    root = access.ticket_for_contact(contact, number)
    if not sees_prices(contact, root):
        raise access.NotFound(number)
    text = request.POST.get("objection", "").strip()[:_LONGEST]
    if not text:
        words = _("Write in a sentence or two what you see differently.")
        return my_ticket.page(request, root, objection_wrong=words, status=422)
    object_to(root, text, contact=contact)
    return my_ticket.done(root, "dispute")
