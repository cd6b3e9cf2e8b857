"""What was written to the customer, and the credits that the billing system takes over once."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.complaints.models.complaint import Complaint
from hostdesk.tickets.models import Message


class CreditExport(models.Model):
    """Credits handed to the billing system together, once; never changed."""

    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    csv_sha256 = models.CharField(max_length=64)  # blobs
    json_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]


class Result(models.Model):
    """The end of a complaint; after a correction a further one, whose credit is the difference."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveIntegerField()  # from 1
    content = models.JSONField()  # see complaints.sheet
    net = models.DecimalField(max_digits=12, decimal_places=2)  # given back, or taken back if below zero
    vat = models.DecimalField(max_digits=12, decimal_places=2)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    decisions = models.JSONField()  # keys of the decisions that it tells
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    export = models.ForeignKey(
        CreditExport, null=True, blank=True, on_delete=models.PROTECT, related_name="results"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            # Two people who press at once write one result.
            models.UniqueConstraint(fields=["complaint", "number"], name="result_once_a_complaint")
        ]

    def __str__(self) -> str:
        """The reference by which the billing system knows this credit."""
        return f"{self.complaint.ticket.number}/{self.complaint_id}-{self.number}"
