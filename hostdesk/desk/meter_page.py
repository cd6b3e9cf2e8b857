"""The meter alone, for the browser that asks for it every twenty seconds."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hostdesk.billing import meter as meters
from hostdesk.desk import meter_card
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import fragment
from hostdesk.tickets import access


@readers
def meter(request: HttpRequest, number: str) -> HttpResponse:
    """Only server time counts: the figures are those of this moment."""
    ticket, now = access.ticket_for(staff(request), number).root, timezone.now()
    found = meter_card.card(meters.meter(ticket, now), staff(request), now)
    return fragment(request, "desk/_meter_figures.html", ticket=ticket, meter=found)
