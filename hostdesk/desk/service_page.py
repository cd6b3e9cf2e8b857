"""A service that is never free on one ticket: asked for, checked, the call, and then the work (M19, M20)."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from hostdesk.billing import letters, load, services
from hostdesk.calendars import load as calendars
from hostdesk.core import hours
from hostdesk.desk import amounts, service_card, when
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import page
from hostdesk.tickets import access
from hostdesk.tickets.models import Ticket

_NOTICE = timedelta(hours=1)  # the customer must have read the letter before we call
_WINDOW = timedelta(hours=1)


@readers
def service(request: HttpRequest, number: str) -> HttpResponse:
    """The page; a merged ticket leads to the one that shows it."""
    ticket, now = access.ticket_for(staff(request), number), timezone.now()
    if ticket.merged_into_id:
        return redirect("desk:service", ticket.root.number)
    begin, end = _window(now)
    return page(
        request, "desk/service.html", ticket=ticket, requests=service_card.whole(ticket, now),
        offers=_offers(ticket, now), call_from=begin, call_until=end,
        phone=ticket.contact.phone if ticket.contact else "",
    )  # fmt: skip


def _offers(ticket: Ticket, now: datetime) -> list[tuple[str, str, str, list[service_card.Help]]]:
    """Slug, title, price in words and articles of everything in the catalogue."""
    language, tariff = amounts.language(), load.tariff_at(now, ticket.customer)
    return [
        (one.slug, one.title(language), amounts.euros(letters.price_of(one, tariff)), service_card.helps(one))
        for one in services.catalogue()
    ]


def _window(now: datetime) -> tuple[str, str]:
    """An hour within support hours, for the fields of the form."""
    earliest = hours.next_opening(calendars.current_hours(), now + _NOTICE)
    rounded = earliest + timedelta(minutes=-earliest.minute % 30, seconds=-earliest.second)
    begin = when.local(rounded.replace(microsecond=0))
    return f"{begin:%Y-%m-%dT%H:%M}", f"{begin + _WINDOW:%Y-%m-%dT%H:%M}"
