"""Everything that an exchange told us of its calls, as it was told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class CallEvent(models.Model):
    """One happening, kept before anything else is done with it; told again, it is not written again."""

    source = models.CharField(max_length=30)  # name of a configured exchange
    call_id = models.CharField(max_length=200)
    key = models.CharField(max_length=64, unique=True)  # of what it says, without the moment
    at = models.DateTimeField()  # when we heard it, UTC
    said = models.JSONField()  # core.calls.Heard
    raw = models.TextField()  # as it came
    is_done = models.BooleanField(default=False)  # the call knows of it

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["source", "call_id"], name="heard_of_call"),
            models.Index(fields=["id"], name="heard_to_do", condition=Q(is_done=False)),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.call_id} {self.said.get('happening', '')}"
