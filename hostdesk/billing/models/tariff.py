"""The price list as rows with versions: a bill keeps the version that it was made with."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.core.tariff_rules import Boundary, ConsentRule, Flat, Rounding, Saturday


class TariffVersion(models.Model):
    """Prices and the hours they belong to (M17, M18), as `core.tariff_rules.Tariff`; added, never changed."""

    label = models.CharField(max_length=16, unique=True)  # a digest of the fields below
    valid_from = models.DateField(null=True, blank=True)  # local date; null is since ever
    day_price = models.DecimalField(max_digits=9, decimal_places=2)  # net euros per started quarter-hour
    surcharge_price = models.DecimalField(max_digits=9, decimal_places=2)
    flat_price = models.DecimalField(max_digits=9, decimal_places=2)
    quarter_seconds = models.PositiveIntegerField(default=900)
    day_times = models.CharField(max_length=40, default="09:00-17:00")
    region = models.CharField(max_length=20)
    timezone = models.CharField(max_length=40)
    surcharge_days = models.JSONField(default=list)
    saturday = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in Saturday], default=Saturday.SURCHARGE
    )
    boundary = models.CharField(
        max_length=10, choices=[(b.value, b.value) for b in Boundary], default=Boundary.CARRY
    )
    flat = models.CharField(max_length=10, choices=[(f.value, f.value) for f in Flat], default=Flat.WINDOW)
    consent_rule = models.CharField(
        max_length=10, choices=[(c.value, c.value) for c in ConsentRule], default=ConsentRule.SURCHARGE
    )
    rounding = models.CharField(
        max_length=10, choices=[(r.value, r.value) for r in Rounding], default=Rounding.QUARTER
    )
    support_hours = models.CharField(max_length=80, default="Mon-Fri 08:00-18:00")
    support_closed = models.JSONField(default=list)
    added_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["valid_from", "id"]

    def __str__(self) -> str:
        return f"{self.label} from {self.valid_from or 'ever'}"
