"""Asking a customer whether surcharge work may be charged (M15), and everything that proves the answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Staff
from hostdesk.billing.models.tariff import TariffVersion
from hostdesk.customers.models import Contact
from hostdesk.tickets.models import Message, Ticket


class Answer(models.TextChoices):
    NONE = "", "no answer yet"
    YES = "yes"
    NO = "no"
    REVOKED = "revoked"  # a yes that was taken back; it counts until then
    SUPERSEDED = "superseded"  # never answered: a newer question took its place


class Way(models.TextChoices):
    LINK = "link"  # the one-time link of our mail, and a button pressed
    MAIL = "mail"  # a reply, whose reading an agent has confirmed
    PAGE = "page"  # a button pressed at the portal, signed in by whom we asked


class ConsentRequest(models.Model):
    """One question to one contact. What was asked is frozen by the database; the answer is given once."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="consent_requests")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    customer_number = models.CharField(max_length=20)  # as they were when we asked
    address = models.CharField(max_length=320)
    language = models.CharField(max_length=2)
    is_consumer = models.BooleanField()
    token_sha256 = models.CharField(max_length=64, unique=True)  # the token itself is in the letter only
    tariff = models.ForeignKey(TariffVersion, on_delete=models.PROTECT, related_name="+")
    tariff_label = models.CharField(max_length=40)  # with the rounding of the contract, see load.label_at
    cap_seconds = models.PositiveIntegerField()  # surcharge time that may be charged on the ticket in all
    new_seconds = models.PositiveIntegerField()  # of it what this request adds
    covers_until = models.DateTimeField()  # end of the night or weekend that it asks about, UTC
    most_net = models.DecimalField(max_digits=11, decimal_places=2)  # what this request can cost at most
    most_gross = models.DecimalField(max_digits=11, decimal_places=2)
    text = models.TextField()  # what letter and page say: request, price list, cap, VAT
    text_sha256 = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="consent_request")

    answer = models.CharField(max_length=10, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)  # billable from then on
    way = models.CharField(max_length=4, choices=Way, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)
    reply = models.OneToOneField(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="consent_given"
    )
    confirmed_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoke_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["answered_at"], name="consent_answered", condition=Q(answered_at__isnull=False)
            )
        ]

    @property
    def is_answered(self) -> bool:
        """Yes, no, or given up for a newer question."""
        return self.answer != Answer.NONE
