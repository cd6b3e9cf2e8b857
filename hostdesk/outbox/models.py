"""Deliveries: what leaves the house is a row here first, in the transaction of the action that wants it."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from hostdesk.core import letter as letters
from hostdesk.core.letter import Letter
from hostdesk.outbox.states import State


class Delivery(models.Model):
    """One outgoing thing; never deleted, and its content never changes (M13)."""

    key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    ticket = models.CharField(max_length=32, db_index=True)
    letter = models.JSONField()
    message_id = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField()

    state = models.CharField(max_length=12, choices=State.choices)
    # held: can be taken back until then; waiting and unclear: next attempt; sending: end of the lease;
    # null: nothing left for the worker to do.
    next_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    first_attempt_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, blank=True)
    fencing = models.PositiveIntegerField(default=0)
    # Set before anything irrevocable leaves: what was not handed over was certainly not sent.
    is_handed_over = models.BooleanField(default=False)
    reached = models.JSONField(default=list)  # addresses that have it while others are still to be tried
    repeated = models.PositiveIntegerField(default=0)  # attempts after an unclear one
    last_error = models.TextField(blank=True)  # in words for a person; after sent: who of several was refused
    answer = models.TextField(blank=True)  # the last words of the server that took it
    sent_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)

    bounce_status = models.CharField(max_length=20, blank=True)
    bounce_text = models.TextField(blank=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # "IS NOT NULL" is a condition that both databases prove from `next_at <= now`.
            models.Index(fields=["next_at", "id"], name="outbox_due", condition=Q(next_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"], condition=~Q(message_id=""), name="outbox_message_id_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind} {self.key}: {self.state}"

    @property
    def as_letter(self) -> Letter:
        """The frozen letter of this delivery."""
        return letters.from_json(self.letter)

    @property
    def hold_until(self) -> datetime | None:
        """Until when (UTC) it can be taken back; None when it no longer can."""
        return self.next_at if self.state == State.HELD else None

    @property
    def was_possibly_sent_twice(self) -> bool:
        """An attempt was repeated without knowing whether the one before had arrived."""
        return self.repeated > 0

    @property
    def is_trouble(self) -> bool:
        """A person should look: refused (also by one of several), unclear or bounced."""
        return (
            self.state in (State.FAILED, State.UNCLEAR)
            or self.bounced_at is not None
            or (self.state == State.SENT and bool(self.last_error))
        )
