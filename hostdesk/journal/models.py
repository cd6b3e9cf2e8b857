"""The one table of the record."""

import json
from typing import Any

from django.db import models

COLUMNS = ("seq", "about", "kind", "at", "actor", "payload", "salt", "commitment", "prev_hash", "hash")


class Event(models.Model):
    """Something that happened, for good; written by `record.record` alone."""

    seq = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    about = models.CharField(max_length=200)  # e.g. "ticket:HD-4831-7264"
    kind = models.CharField(max_length=100)
    at = models.DateTimeField()  # UTC
    actor = models.CharField(max_length=200)  # e.g. "staff:3", "mail", "worker"
    payload = models.TextField()  # canonical JSON
    salt = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64)  # SHA-256 of salt and payload
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["about", "seq"], name="journal_about")]

    def __str__(self) -> str:
        return f"{self.seq} {self.about} {self.kind}"

    @property
    def data(self) -> dict[str, Any]:
        """What was recorded with the event."""
        loaded: dict[str, Any] = json.loads(self.payload)
        return loaded
