"""Invoices as the billing system told us of them: a complaint names one, and its items (M7)."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from hostdesk.customers.models.people import Customer


class InvoiceStatus(models.TextChoices):
    """Where the billing system sees it."""

    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"


class Invoice(models.Model):
    """An invoice or credit note in its newest revision; 0 is one that we know by its number only."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=30, unique=True)
    issued_on = models.DateField()
    status = models.CharField(max_length=10, choices=InvoiceStatus, default=InvoiceStatus.OPEN)
    currency = models.CharField(max_length=3, default="EUR")
    credits_number = models.CharField(max_length=30, blank=True)  # a credit note: the invoice that it credits
    net = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    gross = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    revision = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # of the content of this revision

    class Meta:
        ordering: ClassVar = ["-issued_on", "-number"]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-issued_on", "-number"], name="invoices_of_customer")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_credit_note(self) -> bool:
        return bool(self.credits_number)


class InvoiceRevision(models.Model):
    """One state of an invoice's content; what was disputed can be read when the invoice has changed since."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()  # from 1
    issued_on = models.DateField()
    currency = models.CharField(max_length=3)
    credits_number = models.CharField(max_length=30, blank=True)
    net = models.DecimalField(max_digits=12, decimal_places=2)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=200)  # "command line: invoices.csv", "api: billing"
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["invoice", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "number"], name="revision_once_an_invoice")
        ]


class InvoiceItem(models.Model):
    """A line of an invoice, in one of its revisions; amounts are those of the whole line."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="items")
    revision = models.PositiveIntegerField()  # number of the revision
    position = models.PositiveIntegerField()  # as printed
    text = models.CharField(max_length=500)
    period = models.CharField(max_length=60, blank=True)  # in words: "01.11.2026 to 30.11.2026"
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(1))
    net = models.DecimalField(max_digits=12, decimal_places=2)  # below zero for discounts and credits
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)  # per cent
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    ref = models.CharField(max_length=60, blank=True)  # the billing system's own key

    class Meta:
        ordering: ClassVar = ["invoice", "revision", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["invoice", "revision", "position"], name="position_once_a_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.text}"
