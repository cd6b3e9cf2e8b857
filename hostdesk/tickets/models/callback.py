"""Calls to a customer that we promised: between when, what was tried, what came of it (M20)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Staff
from hostdesk.tickets.models.ticket import Ticket


class PromisedCall(models.Model):
    """What every promised call has: a window (UTC), and the one reminder before it ends."""

    call_from = models.DateTimeField(null=True, blank=True)
    call_until = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)  # of the call that is promised now

    class Meta:
        abstract = True


class Attempt(models.Model):
    """One call to the customer; never changed."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    was_reached = models.BooleanField()
    result = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "id"]


class CallBackState(models.TextChoices):
    PROMISED = "promised"
    REACHED = "reached"
    DROPPED = "dropped"  # not needed any more, and why


class CallBack(PromisedCall):
    """Somebody called and reached nobody: we call back."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="call_backs")
    number = models.CharField(max_length=100)  # E.164, or as it came; never empty
    state = models.CharField(max_length=8, choices=CallBackState, default=CallBackState.PROMISED)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was dropped

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["call_until"], name="call_back_to_do", condition=Q(state="promised")),
            models.Index(fields=["number"], name="call_back_by_number", condition=Q(state="promised")),
        ]


class CallBackAttempt(Attempt):
    """One try."""

    call_back = models.ForeignKey(CallBack, on_delete=models.PROTECT, related_name="attempts")

    class Meta(Attempt.Meta):
        pass
