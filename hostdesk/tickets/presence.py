"""Who else has a ticket open."""

from datetime import datetime, timedelta

from hostdesk.accounts.models import Staff
from hostdesk.lib import rows
from hostdesk.tickets.models import Presence, Ticket

GONE_AFTER = timedelta(seconds=60)


def here(ticket: Ticket, staff: Staff, at: datetime, *, is_writing: bool) -> None:
    """`staff` has the ticket open at this moment (UTC)."""
    Presence.objects.update_or_create(
        ticket=ticket, staff=staff, defaults={"seen_at": at, "is_writing": is_writing}
    )


def away(ticket: Ticket, staff: Staff) -> None:
    """`staff` has closed it."""
    Presence.objects.filter(ticket=ticket, staff=staff).delete()


def others(ticket: Ticket, staff: Staff, at: datetime) -> list[Presence]:
    """Everybody else who has it open, writers first."""
    if not rows.exists(Presence, ticket=ticket.pk):
        return []
    there = Presence.objects.filter(ticket=ticket, seen_at__gt=at - GONE_AFTER).exclude(staff=staff)
    return list(there.select_related("staff").order_by("-is_writing", "staff__name"))
