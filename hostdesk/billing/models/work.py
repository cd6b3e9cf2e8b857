"""Recorded work, and the timers that run."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.tickets.models import Ticket


class WorkKind(models.TextChoices):
    WORK = "work"
    FIRST_RESPONSE = "first_response"  # never charged (M14)


class WorkInterval(models.Model):
    """`staff` worked on `ticket` from `start` until before `end` (UTC). Never changed: see `replaces`."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="work")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="work")
    start = models.DateTimeField()
    end = models.DateTimeField()
    kind = models.CharField(max_length=14, choices=WorkKind, default=WorkKind.WORK)
    is_free = models.BooleanField(default=False)  # given away, for `reason`
    reason = models.TextField(blank=True)  # why it is free, was entered by hand, or was corrected
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )  # a correction: the row it names does not count any more
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["start", "id"]


class Timer(models.Model):
    """Work that goes on: one timer a person. It is a row, so it survives reload and crash."""

    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="timer")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="timers")
    started_at = models.DateTimeField()  # of the present stretch, UTC
    paused_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=14, choices=WorkKind, default=WorkKind.WORK)
    is_free = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    confirmed_at = models.DateTimeField()  # she was last known to be at it
    asked_at = models.DateTimeField(null=True, blank=True)  # "still working?" has been asked

    @property
    def is_running(self) -> bool:
        """Time passes; otherwise it is paused."""
        return self.paused_at is None
