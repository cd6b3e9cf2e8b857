"""Support hours as rows with versions: a deadline keeps the version that it was computed with."""

from typing import ClassVar

from django.db import models


class CalendarVersion(models.Model):
    """The support hours as they were from `valid_from` on; rows are added, never changed."""

    label = models.CharField(max_length=64, unique=True)  # a digest of the fields below
    hours = models.CharField(max_length=80)  # "Mon-Fri 08:00-18:00"
    region = models.CharField(max_length=20)  # "DE-BY+CATH"
    timezone = models.CharField(max_length=40)
    closed_days = models.JSONField(default=list)
    valid_from = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.hours} ({self.region}, {self.label})"
