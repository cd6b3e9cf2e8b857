"""The view of the tickets whose customers have been asked for consent and can still answer."""

from datetime import datetime

from django.db.models import Q, QuerySet

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.tickets import views
from hostdesk.tickets.models import Ticket

SLUG = "consent"


def open_requests(now: datetime) -> QuerySet[ConsentRequest]:
    """Questions that wait for an answer."""
    return ConsentRequest.objects.filter(answer=Answer.NONE, expires_at__gt=now).order_by()


def _narrow(tickets: QuerySet[Ticket], staff: Staff, now: datetime) -> QuerySet[Ticket]:
    asked = open_requests(now)
    on_it, on_a_part = Q(pk__in=asked.values("ticket")), Q(pk__in=asked.values("ticket__merged_into"))
    return tickets.filter(on_it | on_a_part, merged_into=None)


views.offer(views.View(SLUG, _narrow, ("due_at", "id")))
