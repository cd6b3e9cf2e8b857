"""What a customer is sent for a month: a statement, and the files for the accounting system."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Staff
from hostdesk.billing.models.charge import Charge
from hostdesk.customers.models import Customer


class StatementCounter(models.Model):
    """The last number given in a year; counted up in the transaction that uses it, so there is no gap."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)


class StatementExport(models.Model):
    """Statements handed to the accounting system together, once; never changed."""

    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    csv_sha256 = models.CharField(max_length=64)
    json_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]


class Statement(models.Model):
    """The charges of one customer and month; never changed, only credited by another one."""

    number = models.CharField(max_length=20, unique=True)  # "LA-2026-00001"
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="statements")
    month = models.DateField()  # its first day
    run = models.PositiveSmallIntegerField(default=1)  # 2 for charges that were approved after the first
    credits = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="credited_by"
    )
    content = models.JSONField()  # all that is printed, see statements.sheet
    net = models.DecimalField(max_digits=12, decimal_places=2)
    vat = models.DecimalField(max_digits=12, decimal_places=2)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    pdf_sha256 = models.CharField(max_length=64)  # blobs
    csv_sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)  # of a credit
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    export = models.ForeignKey(
        StatementExport, null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )

    class Meta:
        ordering: ClassVar = ["-month", "-number"]
        constraints: ClassVar = [
            # Two people who press at once make one statement.
            models.UniqueConstraint(
                fields=["customer", "month", "run"],
                condition=Q(credits__isnull=True),
                name="one_statement_a_run",
            )
        ]

    def __str__(self) -> str:
        return self.number


class StatementCharge(models.Model):
    """A charge stands on one statement and never on a second one."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="entries")
    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="on_statement")

    class Meta:
        ordering: ClassVar = ["id"]
