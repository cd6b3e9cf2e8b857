"""The view of the tickets on which a service or a call-back waits for somebody of ours (M20)."""

from django.db.models import QuerySet

from hostdesk.accounts.models import Staff
from hostdesk.billing import calls
from hostdesk.tickets import callbacks, views
from hostdesk.tickets.models import Ticket

SLUG = "services"


def _narrow(tickets: QuerySet[Ticket], staff: Staff, at: views.Moments) -> QuerySet[Ticket]:
    asked = calls.open_requests().values("ticket").union(callbacks.promised().order_by().values("ticket"))
    # As with questions for consent: from the few requests to their tickets.
    roots = Ticket.objects.filter(pk__in=asked, merged_into__isnull=False).order_by().values("merged_into")
    return tickets.filter(pk__in=asked.union(roots), merged_into=None)


views.offer(views.View(SLUG, _narrow, ("due_at", "id")))
