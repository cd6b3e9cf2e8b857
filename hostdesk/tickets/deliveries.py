"""What became of our letters, told to their tickets by the outbox (settings.HOSTDESK_ON_DELIVERY)."""

from django.utils import timezone

from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State
from hostdesk.tickets import live
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import root_of, settle
from hostdesk.tickets.telling import tell


def changed(delivery: Delivery) -> None:
    """Record the news at the ticket, and raise the flag if a person must look (M8)."""
    pk = Ticket.objects.filter(number=delivery.ticket).values_list("pk", flat=True).first()
    if pk is None:
        return  # a letter that has no ticket, such as a mail to staff
    ticket = Ticket.objects.get(pk=pk)
    root = root_of(pk)
    at = timezone.now()
    if delivery.is_trouble and not root.has_delivery_trouble:
        root.has_delivery_trouble = True
        settle(root, at)
    kind = "bounced" if delivery.bounced_at else str(delivery.state)
    tell(
        ticket, f"delivery.{kind}", None, at, delivery=delivery.pk, letter=delivery.kind, said=_said(delivery)
    )
    live.changed(root)


def _said(delivery: Delivery) -> str:
    """The other server's last words, or why it failed."""
    if delivery.bounced_at:
        return delivery.bounce_text
    if delivery.state == State.SENT:  # one of several recipients may have been refused
        return " ".join(filter(None, (delivery.answer, delivery.last_error)))
    return delivery.last_error
