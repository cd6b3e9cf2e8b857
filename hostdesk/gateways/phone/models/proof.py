"""That a caller named customer number and PIN: only then she is believed to be the customer (M6)."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.customers.models import Customer
from hostdesk.tickets.models import Ticket


class CallerProof(models.Model):
    """Written once and never changed; holds for the call during which it was given."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="caller_proofs")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
