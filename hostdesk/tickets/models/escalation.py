"""That the leads were told before a promise is missed."""

from django.db import models

from hostdesk.tickets.models.ticket import Ticket


class Escalation(models.Model):
    """Once a ticket: the leads have been told that its first response is nearly due; never changed."""

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="escalation")
    at = models.DateTimeField()
