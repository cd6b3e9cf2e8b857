"""A request with a number: the present state of what the journal and the messages record."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Department, Staff
from hostdesk.calendars.models import CalendarVersion
from hostdesk.core.states import State
from hostdesk.customers.models import Contact, Customer


class Ticket(models.Model):
    """Everything on it can be seen under its number; no row is ever deleted (M13)."""

    number = models.CharField(max_length=20, unique=True)  # "HD-4831-7264"
    subject = models.CharField(max_length=998)
    lead = models.CharField(max_length=200, blank=True)  # first words of the first message, for the list
    channel = models.CharField(max_length=10, default="mail")
    language = models.CharField(max_length=2, default="de")

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="tickets")
    also_departments = models.ManyToManyField(Department, through="TicketDepartment", related_name="+")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.NEW)
    assignee = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")

    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    requester = models.CharField(max_length=320, db_index=True)  # the address we answer to, lower case; "" if unknown
    requester_name = models.CharField(max_length=300, blank=True)
    invoice_number = models.CharField(max_length=30, blank=True)  # checked against our invoices
    account_number = models.CharField(max_length=20, blank=True)  # checked against our accounts

    received_at = models.DateTimeField()  # our durable acceptance, UTC; never the Date header
    due_at = models.DateTimeField()  # first response by a person (M14), UTC
    calendar = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT)
    responded_at = models.DateTimeField(null=True, blank=True)
    responded_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pending_until = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()  # last message or event, UTC
    last_message_at = models.DateTimeField()
    message_count = models.PositiveIntegerField(default=0)  # the composer compares it: did the thread move on?

    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    is_unread = models.BooleanField(default=True)  # nobody has read the newest message
    is_spam = models.BooleanField(default=False)
    is_quarantined = models.BooleanField(default=False)  # holds something that we could not read
    has_delivery_trouble = models.BooleanField(default=False)

    class Meta:
        # Open tickets are few and asked for all day; the indexes hold only them.
        indexes: ClassVar = [
            models.Index(fields=["department", "due_at"], name="open_by_department", condition=Q(state__in=["new", "open", "pending"])),
            models.Index(fields=["assignee", "due_at"], name="open_by_assignee", condition=Q(state__in=["new", "open", "pending"])),
            models.Index(fields=["department", "-solved_at"], name="solved_by_department", condition=Q(state="solved")),
            models.Index(fields=["-solved_at"], name="solved_newest", condition=Q(state="solved")),
            models.Index(fields=["department"], name="trouble_by_department", condition=Q(has_delivery_trouble=True)),
            models.Index(fields=["pending_until"], name="pending_by_time", condition=Q(state="pending")),
            models.Index(fields=["customer", "-received_at"], name="by_customer"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def root(self) -> "Ticket":
        """The ticket that this one is shown in: itself, unless it was merged."""
        return self.merged_into.root if self.merged_into is not None else self

    @property
    def is_open(self) -> bool:
        return self.state != State.SOLVED


class TicketDepartment(models.Model):
    """A second department that the same mail was sent to; it sees the ticket until somebody takes it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="further")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    until_taken = models.BooleanField(default=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["ticket", "department"], name="department_once_a_ticket")]


class Participant(models.Model):
    """An address that takes part in a ticket: its requester, or somebody whom an agent wrote to. Never by mail's Cc."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="participants")
    address = models.CharField(max_length=320, db_index=True)  # lower case
    name = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["ticket", "address"], name="address_once_a_ticket")]


class LinkKind(models.TextChoices):
    FOLLOW_UP = "follow_up"  # opened by a reply long after the other was solved
    RELATED = "related"  # linked by a person
    MAY_BELONG = "may_belong"  # quotes the other's number or mail: a person decides whether to merge


class Link(models.Model):
    """Two tickets that have to do with each other."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=LinkKind)
    is_dismissed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["ticket", "other", "kind"], name="link_once")]
