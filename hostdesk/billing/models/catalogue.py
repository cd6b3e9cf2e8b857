"""The services that are never free (M19), and the way of a request for one (M20)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Staff
from hostdesk.core.tariff_rules import QUARTER_SECONDS
from hostdesk.tickets.models import Attempt, PromisedCall, Ticket


class Service(models.Model):
    """One line of the catalogue; taken out of it by `is_active`, never deleted."""

    slug = models.SlugField(unique=True)
    title_de = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_de = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    price = models.DecimalField(
        max_digits=9, decimal_places=2, null=True, blank=True
    )  # null is the day price
    unit_seconds = models.PositiveIntegerField(default=QUARTER_SECONDS)
    keywords = models.TextField(blank=True)  # beginnings of words, one a comma: a mail with two may mean it
    help_links = models.JSONField(default=list)  # [{"title_de", "title_en", "url"}, …]: may help instead
    is_active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug

    def title(self, language: str) -> str:
        """The title in "de" or "en"."""
        return self.title_en if language == "en" else self.title_de

    def text(self, language: str) -> str:
        """The description in "de" or "en"."""
        return self.text_en if language == "en" else self.text_de


OPEN_STATES = ("asked", "accepted", "call_back")


class RequestState(models.TextChoices):
    ASKED = "asked"  # a technician looks whether it can be done
    ACCEPTED = "accepted"  # with an estimate
    DECLINED = "declined"  # with reasons
    CALL_BACK = "call_back"  # a call is promised
    DONE = "done"  # the customer was reached


class ServiceRequest(PromisedCall):
    """A ticket on which one of these services is asked for."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="service_requests")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="requests")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null is the customer
    estimate_seconds = models.PositiveIntegerField(null=True, blank=True)
    estimate_net = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    reasons = models.TextField(blank=True)  # why it is declined, or what the estimate rests on
    decided_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    agreed_price = models.DecimalField(
        max_digits=9, decimal_places=2, null=True, blank=True
    )  # net per started unit when it was accepted; null is the day price

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        # The desk asks for these all day; those that are over grow for years.
        indexes: ClassVar = [
            models.Index(
                fields=["state", "call_until"],
                name="service_to_do",
                condition=Q(state__in=["asked", "accepted", "call_back"]),
            )
        ]


class CallAttempt(Attempt):
    """One call to the customer; never changed."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="attempts")

    class Meta(Attempt.Meta):
        pass
