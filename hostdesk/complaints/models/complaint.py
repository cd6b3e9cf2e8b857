"""A complaint about an invoice, and the items that it disputes (M7)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.core.complaints import Wanted
from hostdesk.customers.models import Contact, Invoice, InvoiceItem
from hostdesk.tickets.models import Ticket


class Stage(models.TextChoices):
    """How far accounting is; follows from decisions and results, a column because lists ask for it."""

    OPEN = "open"  # an item waits for its decision
    DECIDED = "decided"  # all are decided; the customer does not know yet
    FINISHED = "finished"  # the result is written to the customer


class Complaint(models.Model):
    """What somebody disputes about one invoice; an ordinary ticket carries the correspondence."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="complaints")
    invoice_number = models.CharField(max_length=30, blank=True)  # as she wrote it
    invoice = models.ForeignKey(
        Invoice, null=True, blank=True, on_delete=models.PROTECT, related_name="complaints"
    )  # that we know under this number: staff sees it, the sender only if `is_proven`
    revision = models.PositiveIntegerField(default=0)  # of the invoice when it was disputed
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_proven = models.BooleanField(default=False)  # the contact is proven, and it is her firm's invoice
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["opened_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["opened_at", "id"], name="complaints_to_do", condition=~Q(stage=Stage.FINISHED)
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.invoice_number}"


class ComplaintItem(models.Model):
    """One disputed item, in the customer's words."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()  # from 1
    item = models.ForeignKey(
        InvoiceItem, null=True, blank=True, on_delete=models.PROTECT, related_name="disputed"
    )  # that the customer picked from her invoice
    description = models.CharField(max_length=500)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # gross, disputed
    reason = models.TextField()
    wanted = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Wanted])

    class Meta:
        ordering: ClassVar = ["complaint", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "position"], name="position_once_a_complaint")
        ]
