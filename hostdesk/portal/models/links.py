"""One-time links: to sign in, and to prove the address of a contact who is to be added."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.customers.models import Contact, Customer, Place


class Ask(models.Model):
    """Somebody typed an address at the sign-in. Every address is written down alike, known or not, so that
    the answer tells nothing; a worker looks later who it is. Thrown away after a day."""

    address = models.CharField(max_length=320)
    language = models.CharField(max_length=2)
    ip = models.CharField(max_length=45, blank=True)
    next_path = models.CharField(max_length=200, blank=True)  # the page that she wanted to see
    asked_at = models.DateTimeField(db_index=True)
    is_done = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["id"], name="ask_waiting", condition=Q(is_done=False))]


class SignInLink(models.Model):
    """A link that signs a contact in, once, for some minutes; the token itself is kept in the letter only."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)  # it proves this address and no later one
    token_sha256 = models.CharField(max_length=64, unique=True)
    next_path = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["contact", "made_at"], name="links_of_contact"),
            models.Index(fields=["made_at"], name="links_made"),
        ]


class Invitation(models.Model):
    """A manager wants a colleague as contact; she is one only after the link to her address was used."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    address = models.EmailField()
    place = models.CharField(max_length=10, choices=Place, default=Place.OWN)
    may_order = models.BooleanField(default=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
