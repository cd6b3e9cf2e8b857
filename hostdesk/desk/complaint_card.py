"""Complaints in brief: those of a ticket for its card, and how many wait, for the rail."""

from collections.abc import Sequence

from hostdesk.complaints.models import Complaint, Stage
from hostdesk.desk import complaint_rows
from hostdesk.tickets.models import Ticket


def brief(tickets: Sequence[Ticket]) -> list[tuple[str, str]]:
    """Invoice and state of each on these tickets; one query."""
    return [complaint_rows.brief(one) for one in Complaint.objects.filter(ticket__in=tickets)]


def to_do() -> int:
    """How many complaints wait for Accounting."""
    return Complaint.objects.exclude(stage=Stage.FINISHED).count()
