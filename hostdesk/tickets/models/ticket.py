"""A request with a number: the present state of what the journal and the messages record."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Department, Staff
from hostdesk.calendars.models import CalendarVersion
from hostdesk.core.states import State
from hostdesk.customers.models import Contact, Customer


class Queue(models.IntegerChoices):
    """The order of the list: who waits for a first response comes first."""

    FIRST_RESPONSE = 0, "waits for the first response"
    ANSWERED = 1, "answered and open"
    PENDING = 2, "pending"


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
    assignee = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )

    customer = models.ForeignKey(
        Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    requester = models.CharField(max_length=320)  # the address we answer to, lower case; "" if unknown
    requester_name = models.CharField(max_length=300, blank=True)
    invoice_number = models.CharField(max_length=30, blank=True)  # checked against our invoices
    account_number = models.CharField(max_length=20, blank=True)  # checked against our accounts

    received_at = models.DateTimeField()  # our durable acceptance, UTC; never the Date header
    due_at = models.DateTimeField()  # first response by a person (M14), UTC
    calendar = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT)
    responded_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)  # when the automatic letter was queued
    responded_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pending_until = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()  # last message or event, UTC
    last_message_at = models.DateTimeField()
    message_count = models.PositiveIntegerField(
        default=0
    )  # the composer compares it: did the thread move on?
    # Where it stands in the queues, see `tickets.standing`; null is in none. A column: it is asked all day.
    queue = models.PositiveSmallIntegerField(null=True, blank=True, choices=Queue)

    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    is_unread = models.BooleanField(default=True)  # nobody has read the newest message
    is_spam = models.BooleanField(default=False)
    is_quarantined = models.BooleanField(default=False)  # holds something that we could not read
    has_delivery_trouble = models.BooleanField(default=False)

    class Meta:
        # The conditions are such that SQLite can use the index although the values are parameters.
        indexes: ClassVar = [
            models.Index(
                fields=["queue", "due_at", "id", "department", "assignee"],
                name="queued",
                condition=Q(queue__isnull=False),
            ),
            models.Index(
                fields=["department", "queue", "due_at", "id"],
                name="queued_by_department",
                condition=Q(queue__isnull=False),
            ),
            models.Index(
                fields=["assignee", "queue", "due_at", "id"],
                name="queued_by_assignee",
                condition=Q(queue__isnull=False),
            ),
            models.Index(
                fields=["-solved_at", "-id"], name="solved_newest", condition=Q(solved_at__isnull=False)
            ),
            models.Index(fields=["id"], name="in_delivery_trouble", condition=Q(has_delivery_trouble=True)),
            models.Index(fields=["id"], name="in_quarantine", condition=Q(is_quarantined=True)),
            models.Index(fields=["-changed_at", "-id"], name="spam_newest", condition=Q(is_spam=True)),
            models.Index(
                fields=["pending_until"], name="pending_by_time", condition=Q(pending_until__isnull=False)
            ),
            models.Index(fields=["customer", "-received_at"], name="by_customer"),
            models.Index(fields=["requester", "-received_at"], name="by_requester"),
            # The brakes of the acknowledgement ask for these with every mail, and must stay quick in a flood.
            models.Index(
                fields=["requester", "acknowledged_at"],
                name="acknowledged_to",
                condition=Q(acknowledged_at__isnull=False),
            ),
            models.Index(
                fields=["acknowledged_at"], name="acknowledged", condition=Q(acknowledged_at__isnull=False)
            ),
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
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "department"], name="department_once_a_ticket")
        ]
        # The gate asks for these with every page; those that were taken by now are many.
        indexes: ClassVar = [
            models.Index(fields=["department", "ticket"], name="seen_further", condition=Q(is_current=True))
        ]


class Participant(models.Model):
    """An address that takes part: the requester, or somebody whom an agent wrote to; never by a mail's Cc."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="participants")
    address = models.CharField(max_length=320, db_index=True)  # lower case
    name = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # the reply that invited her was taken back

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "address"], name="address_once_a_ticket")
        ]


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
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "other", "kind"], name="link_once")
        ]
