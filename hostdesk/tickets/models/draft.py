"""What an agent is doing right now: unfinished text, and the tickets she has open."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.tickets.models.ticket import Ticket


class Draft(models.Model):
    """Text that was typed and not sent; it survives logout, crash and a change of machine."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="drafts")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=4)  # models.message.Kind: out or note
    text = models.TextField(blank=True)
    cc = models.CharField(max_length=2000, blank=True)
    # Of a first response: {"request", "typed": {item: text}, "reason"}, what a person entered; else empty.
    essentials = models.JSONField(default=dict)
    message_count = models.PositiveIntegerField(default=0)  # of the ticket when writing began
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "staff", "kind"], name="one_draft_a_kind")
        ]


class Presence(models.Model):
    """Who has a ticket open, and whether she is writing; stale after a minute."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="presences")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    is_writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["ticket", "staff"], name="present_once")]
