"""The one question after solving, and what was answered."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Department
from hostdesk.tickets.models import Ticket


class Rating(models.Model):
    """Asked once for each time that a ticket was solved; answered once, or never."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="ratings")
    solved_at = models.DateTimeField()  # which time of solving it is about
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")  # that solved it
    address = models.CharField(max_length=320)  # whom we asked
    token_sha256 = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    was_solved = models.BooleanField(null=True, blank=True)
    stars = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 to 5
    comment = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "solved_at"], name="rated_once_a_solution")
        ]
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], name="rating_asked"),
            models.Index(fields=["address", "asked_at"], name="rating_of_address"),
        ]
