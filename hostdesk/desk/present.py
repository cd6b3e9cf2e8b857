"""Who else is looking at a ticket, or writing on it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import fragment
from hostdesk.tickets import access, live, presence
from hostdesk.tickets.models import Presence


@require_POST
@readers
def here(request: HttpRequest, number: str) -> HttpResponse:
    """The script of an open ticket says so every half minute; auditors look without being announced."""
    ticket, me, now = access.ticket_for(staff(request), number).root, staff(request), timezone.now()
    doing = request.POST.get("doing", "")
    if me.may_change:
        before = Presence.objects.filter(
            ticket=ticket, staff=me, seen_at__gt=now - presence.GONE_AFTER
        ).first()
        if doing == "left":
            presence.away(ticket, me)
        else:
            presence.here(ticket, me, now, is_writing=doing == "writing")
        if doing == "left" or before is None or before.is_writing != (doing == "writing"):
            live.presence_changed(ticket)
    return fragment(request, "desk/_others.html", others=presence.others(ticket, me, now))
