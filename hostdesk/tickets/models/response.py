"""What a first response said about its request, as it was sent."""

from django.db import models

from hostdesk.tickets.models.message import Message


class FirstResponse(models.Model):
    """Beside the message of a first response; written once and never changed, also when it is taken back."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="first_response")
    request = models.CharField(max_length=10)  # core.essentials.Request
    values = models.JSONField(default=list)  # [[item, words], …] in the customer's language, as in the letter
    typed = models.JSONField(default=dict)  # {item: what a person entered}; the desk filled the rest
    missing = models.JSONField(default=list)  # required items without a value
    reason = models.TextField(blank=True)  # why it was sent all the same
    digest = models.CharField(max_length=64)  # what the journal's event says about this row

    def __str__(self) -> str:
        return f"first response {self.message_id}"

    @property
    def is_complete(self) -> bool:
        """Whether nothing was missing."""
        return not self.missing
