"""On whose side the cause lies (M16, M17), and what the customer says against it."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.customers.models import Contact
from hostdesk.tickets.models import Ticket


class Finding(models.TextChoices):
    INSIDE = "inside"  # the provider's side: free, always
    OUTSIDE = "outside"
    UNKNOWN = "unknown"  # not found yet


class SphereFinding(models.Model):
    """One finding of the cause; the newest of a ticket counts, also for the work before it. Never changed."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="sphere_findings")
    sphere = models.CharField(max_length=8, choices=Finding)
    reason = models.TextField()
    author = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Dispute(models.Model):
    """A customer's objection to the finding or the price; it stays, with our answer."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="disputes")
    text = models.TextField()
    at = models.DateTimeField()
    written_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the agent who wrote it down for the customer; null is the customer herself
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # who objected at the portal
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]
