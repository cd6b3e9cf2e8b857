"""Customers, the people who write for them, and their hosting accounts."""

from typing import ClassVar

from django.db import models

from hostdesk.customers.models.number_field import NumberField


class Customer(models.Model):
    """A firm or person with a customer number."""

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="de")
    contract = models.CharField(max_length=200, blank=True)  # what they have, in words: "Managed Server M"
    since = models.DateField(null=True, blank=True)
    response_target = models.CharField(
        max_length=10, blank=True
    )  # "" is the standard; else "2h" and the like
    has_24x7 = models.BooleanField(default=False)  # the response clock runs around the clock
    is_consumer = models.BooleanField(default=False)  # § 13 BGB: buttons and prices must say more
    counts_minutes = models.BooleanField(default=False)  # the contract charges started minutes, not quarters
    pin_hash = models.CharField(max_length=200, blank=True)  # who names it on the phone is believed (M6)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Place(models.TextChoices):
    """Which tickets of her company a contact sees in the portal."""

    OWN = "own", "those that she takes part in"
    ALL = "all", "all tickets of the customer"
    MANAGER = "manager", "all tickets, and she decides who else sees them"


class Contact(models.Model):
    """A person who writes for a customer; the address is how we recognise her."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200)
    address = models.EmailField(unique=True)  # lower case
    phone = models.CharField(max_length=40, blank=True)
    e164 = NumberField("phone", max_length=20, blank=True, db_index=True, editable=False)
    language = models.CharField(max_length=2, blank=True)  # "" is the customer's
    may_order = models.BooleanField(default=True)  # may agree to work that is charged
    place = models.CharField(max_length=10, choices=Place, default=Place.OWN)
    is_former = models.BooleanField(default=False)  # left the customer; her address proves nothing any more

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"


class Account(models.Model):
    """A hosting account, known to the customer by its number (M7)."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="accounts")
    number = models.CharField(max_length=20, unique=True)
