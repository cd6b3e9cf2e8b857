"""What accounting decides about a disputed item; the newest counts, the earlier ones stay."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.complaints.models.complaint import ComplaintItem
from hostdesk.core.complaints import Answer


class ItemDecision(models.Model):
    """Never changed: who was wrong decides again and says why."""

    item = models.ForeignKey(ComplaintItem, on_delete=models.PROTECT, related_name="decisions")
    answer = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Answer])
    text = models.TextField()  # the customer reads it
    net = models.DecimalField(max_digits=12, decimal_places=2)  # given back
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)  # per cent
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    correction = models.TextField(blank=True)  # why the earlier decision was wrong; stays in the house
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
