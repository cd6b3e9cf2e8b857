"""What is charged for a ticket, once somebody has looked at it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Staff
from hostdesk.tickets.models import Ticket


class ChargeState(models.TextChoices):
    APPROVED = "approved"  # goes on the customer's next statement
    WAIVED = "waived"  # given away by a lead
    BILLED = "billed"  # stands on a statement
    CREDITED = "credited"  # does not count any more: withdrawn, or credited by another charge


class Draft(models.Model):
    """What nobody has approved or waived yet on a ticket: derived from the bill, see `billing.drafts`."""

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="draft")
    net = models.DecimalField(max_digits=11, decimal_places=2)  # beyond what stands; below zero is owed back
    since = models.DateTimeField()
    is_open = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["since"], name="draft_open", condition=Q(is_open=True))]


class Charge(models.Model):
    """A bill of a ticket as it was approved or waived; amounts and lines never change.

    The draft is no row: it is what the meter shows. A credit is a charge of its own, with negative amounts,
    that names what it `credits`.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="charges")
    state = models.CharField(max_length=8, choices=ChargeState)
    bill = models.JSONField()  # core.tariff_data.as_data, each line explained in German and English
    net = models.DecimalField(max_digits=11, decimal_places=2)
    vat = models.DecimalField(max_digits=11, decimal_places=2)
    gross = models.DecimalField(max_digits=11, decimal_places=2)
    tariff_labels = models.CharField(max_length=200)
    calendar_labels = models.CharField(max_length=200)
    sphere = models.CharField(max_length=8)
    first_work = models.DateTimeField(null=True)  # UTC
    last_work = models.DateTimeField(null=True)
    covers = models.JSONField(default=list)  # ids of the work intervals that were priced
    credits = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="credited_by"
    )
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            # Two people who press at once approve one charge.
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(state="approved", credits__isnull=True),
                name="one_approved_charge",
            )
        ]
