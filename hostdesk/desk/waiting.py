"""The view of the tickets whose customers have been asked for consent and can still answer."""

from datetime import datetime

from django.db.models import QuerySet

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.tickets import views
from hostdesk.tickets.models import Ticket

SLUG = "consent"


def open_requests(now: datetime) -> QuerySet[ConsentRequest]:
    """Questions that wait for an answer."""
    return ConsentRequest.objects.filter(answer=Answer.NONE, expires_at__gt=now).order_by()


def _narrow(tickets: QuerySet[Ticket], staff: Staff, at: views.Moments) -> QuerySet[Ticket]:
    asked = open_requests(at.now).values("ticket")
    # From the few requests to their tickets: joined, or by "or", it begins with all tickets there are.
    roots = Ticket.objects.filter(pk__in=asked, merged_into__isnull=False).order_by().values("merged_into")
    return tickets.filter(pk__in=asked.union(roots), merged_into=None)


views.offer(views.View(SLUG, _narrow, ("due_at", "id")))
