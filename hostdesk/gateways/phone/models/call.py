"""A call as everything heard of it says; worked out anew whenever something more is heard."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Department, Staff
from hostdesk.core import calls
from hostdesk.customers.models import Contact, Customer
from hostdesk.tickets.models import Message, Ticket


class Call(models.Model):
    """One call of one exchange; `contact` and `customer` are what its number names: maybe."""

    source = models.CharField(max_length=30)
    call_id = models.CharField(max_length=200)
    direction = models.CharField(max_length=3)  # core.calls.Direction
    state = models.CharField(max_length=10)  # core.calls.State
    result = models.CharField(max_length=10, blank=True)  # core.calls.Result
    cause = models.CharField(max_length=12, blank=True)  # core.calls.Cause
    caller = models.CharField(max_length=100, blank=True)  # as it came
    caller_e164 = models.CharField(max_length=20, blank=True, db_index=True)
    called = models.CharField(max_length=100, blank=True)
    rung = models.JSONField(default=list)  # whose phones rang, in the exchange's words
    agent = models.CharField(max_length=200, blank=True)  # who answered, in the exchange's words
    began_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)  # of talk
    follows = models.CharField(max_length=200, blank=True)  # id of the call handed over to this one

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(
        Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="calls"
    )
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    certainty = models.CharField(max_length=8, blank=True)  # customers.by_phone.Certainty

    ticket = models.ForeignKey(
        Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="calls"
    )  # chosen by a person, or made of the call when it was over
    chosen_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    message = models.OneToOneField(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="call"
    )
    is_handed_in = models.BooleanField(default=False)  # the arrival of the call that is over is kept
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-began_at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "call_id"], name="call_once")]
        indexes: ClassVar = [
            models.Index(fields=["-began_at", "-id"], name="call_newest"),
            models.Index(fields=["state"], name="call_going_on", condition=~Q(state="ended")),
            models.Index(
                fields=["ended_at"], name="call_to_enter", condition=Q(state="ended", is_handed_in=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.call_id} ({self.state})"

    @property
    def is_going_on(self) -> bool:
        return self.state != calls.State.ENDED

    @property
    def was_missed(self) -> bool:
        """Somebody called, and no person of ours answered."""
        return self.direction == calls.Direction.IN and self.result in (
            calls.Result.MISSED, calls.Result.VOICEMAIL,
        )  # fmt: skip
