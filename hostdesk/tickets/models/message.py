"""What was said on a ticket. Rows are written once; the database refuses to change or delete them."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.outbox.models import Delivery
from hostdesk.tickets.models.ticket import Ticket


class Kind(models.TextChoices):
    IN = "in"  # from outside
    OUT = "out"  # a reply of ours
    NOTE = "note"  # internal, stays in the house
    ACKNOWLEDGEMENT = "ack"  # the automatic one
    NOTICE = "form"  # a form letter of ours, such as a question for consent: no answer to the request


class Message(models.Model):
    """One letter, note or call. It stays with the ticket it came in on, also when that ticket is merged."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=4, choices=Kind)
    channel = models.CharField(max_length=10)
    key = models.CharField(
        max_length=100, unique=True, null=True
    )  # Incoming.key: the same key is the same message
    at = models.DateTimeField()  # received or written, UTC
    author = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    sender_address = models.CharField(max_length=320, blank=True)
    sender_name = models.CharField(max_length=300, blank=True)
    to = models.JSONField(default=list)  # [[address, name], …]
    cc = models.JSONField(default=list)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)  # the whole text
    new_text = models.TextField(blank=True)  # without what is proven to be quotation
    html = models.TextField(blank=True)  # as sent; sanitised only when shown
    language = models.CharField(max_length=2, blank=True)

    message_id = models.CharField(max_length=998, blank=True)  # without brackets, see storable.known_id
    references = models.JSONField(default=list)
    robot = models.CharField(max_length=14, blank=True)  # core.incoming.Robot
    bounce = models.JSONField(null=True)  # core.incoming.Bounce as a dictionary
    authentication = models.JSONField(default=dict)  # {"spf": "pass", …}
    joined_because = models.JSONField(default=dict)  # core.threads.Why with its data
    notes = models.JSONField(default=list)  # damage found while reading

    raw_sha256 = models.CharField(max_length=64, blank=True)  # the blob with the bytes as received
    delivery = models.OneToOneField(
        Delivery, null=True, blank=True, on_delete=models.PROTECT, related_name="message"
    )
    digest = models.CharField(max_length=64)  # what the journal's event says about this row

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["ticket", "at", "id"], name="message_by_ticket"),
            models.Index(fields=["message_id"], name="message_by_message_id"),
            models.Index(fields=["sender_address", "at"], name="message_by_sender"),
        ]
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Attachment(models.Model):
    """A file of a message; its content is a blob, shown by name, type and size, never opened by us."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=255, blank=True)
    is_inline = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
