"""What the staff of the story enter as essential data of a first response."""

from django.utils import timezone

from hostdesk.core.essentials import Essentials, Item, field_of, missing
from hostdesk.desk import essentials_known
from hostdesk.desk.essentials_known import Entered
from hostdesk.desk.essentials_words import NOT_A_CUSTOMER
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import root_of


def essentials(ticket: Ticket, reason: str = "") -> Essentials | None:
    """As complete as an agent makes it at this moment; None where the first response was written before.

    With a `reason` she enters nothing: what the desk does not know stays missing.
    """
    root = root_of(ticket.pk)
    if root.responded_at is not None:
        return None
    if reason:
        return essentials_known.at_once(root, timezone.now(), Entered(reason=reason))
    gaps = missing(field_of(root.department.slug), essentials_known.at_once(root, timezone.now()))
    typed = {item: _entered(item, root) for item in gaps if _entered(item, root)}
    return essentials_known.at_once(root, timezone.now(), Entered(typed=typed))


def _entered(item: Item, root: Ticket) -> str:
    """Cost and start follow from the cause; the rest she reads in the letter."""
    return {
        Item.CUSTOMER: NOT_A_CUSTOMER[root.language],
        Item.SPHERE: "unknown",
        Item.INVOICE: "–",
        Item.DISPUTED: " ".join(root.subject.split()),
    }.get(item, "")
