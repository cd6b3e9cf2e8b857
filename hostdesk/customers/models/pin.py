"""That somebody named a PIN on the phone, and whether it was right: guesses are counted."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff


class PinCheck(models.Model):
    """One PIN that an agent typed for a caller; never changed. Of an unknown customer the number is kept."""

    customer_number = models.CharField(max_length=20)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    was_right = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["customer_number", "at"], name="pin_guesses")]
