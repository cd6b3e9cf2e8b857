"""Which articles a ticket has to do with: read before it was written, inserted into it, or made from it."""

from collections.abc import Iterable

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.journal.record import writing
from hostdesk.knowledge.models import Article, How, Trace
from hostdesk.tickets.models import Ticket

_MOST = 50  # articles a visitor may claim to have read


def trace(article_ids: Iterable[int], ticket: Ticket, how: str, by: Staff | None = None) -> int:
    """Keep it, once of a kind; unknown ids are passed over. Returns how many are new."""
    wanted = set(list(article_ids)[:_MOST])
    how = How(how)
    if not wanted:
        return 0
    with writing():
        known = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        known -= set(Trace.objects.filter(ticket=ticket, how=how).values_list("article_id", flat=True))
        Trace.objects.bulk_create(
            Trace(article_id=pk, ticket=ticket, how=how, at=timezone.now(), by=by) for pk in sorted(known)
        )
    return len(known)
