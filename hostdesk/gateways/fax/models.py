"""What the line told about a fax, beside the message that it became."""

from typing import ClassVar

from django.db import models

from hostdesk.outbox.models import Delivery
from hostdesk.tickets.models import Message


class ReceivedFax(models.Model):
    """One fax that came in; written once, with its message."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="fax")
    device = models.CharField(max_length=200, blank=True)
    commid = models.CharField(max_length=200, blank=True)
    caller = models.CharField(max_length=200, blank=True)  # as the network told it
    station = models.CharField(max_length=200, blank=True)  # what the sending machine calls itself
    dialled = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=200, blank=True)  # why it broke off, in the fax server's words
    pages = models.PositiveIntegerField()
    short_pages = models.JSONField(default=list)  # numbers from 1
    bad_lines = models.PositiveIntegerField(default=0)
    is_recognised = models.BooleanField(default=False)  # its text was read, so far as it could be
    because = models.CharField(max_length=8)  # core.fax_routing.Because
    at = models.DateTimeField()  # UTC

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"fax {self.commid}, {self.pages} pages"

    @property
    def is_complete(self) -> bool:
        """Nothing says that a part of it is missing."""
        return not self.error and not self.short_pages and self.pages > 0


class FaxJob(models.Model):
    """One fax on its way out, as the fax server tells of it; one a delivery, however often it is tried."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="fax_job")
    tag = models.UUIDField(unique=True)  # our name for it at the fax server
    number = models.CharField(max_length=40)
    job_id = models.CharField(max_length=40, blank=True)
    progress = models.CharField(max_length=8, default="waiting")  # transport.Progress
    pages = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    dials = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=300, blank=True)  # the server's words
    next_try = models.CharField(max_length=20, blank=True)
    submitted_at = models.DateTimeField(null=True)  # UTC
    ended_at = models.DateTimeField(null=True)  # when we heard of its end, UTC

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="fax_under_way", condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"fax job {self.job_id} to {self.number}: {self.progress}"
