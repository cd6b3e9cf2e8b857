"""A complaint begins: the items become part of the record as they were disputed."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.complaints.matching import Match, match
from hostdesk.complaints.models import Complaint, ComplaintItem
from hostdesk.core.complaints import Disputed
from hostdesk.core.money import cents
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact
from hostdesk.lib import storable
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.telling import tell

MOST_ITEMS = 100
MOST_MONEY = 10**9
NOTHING = gettext_noop("A complaint names at least one item.")
TOO_MANY = gettext_noop("A complaint names at most 100 items: please write another one for the rest.")
NO_REASON = gettext_noop("Write down why the customer disputes it.")
NUMBER, DESCRIPTION, REASON = 30, 500, 10_000  # characters that are kept


def open_complaint(
    ticket: Ticket,
    *,
    invoice_number: str,
    items: Sequence[Disputed],
    contact: Contact | None,
    by: Staff | None = None,
    at: datetime | None = None,
) -> Complaint:
    """The disputed items of one invoice, on a ticket; `contact` must be proven, a guest's is None.

    `by` is who wrote it down for a customer who has called or mailed.

    NotAllowed without items and with too many. An item that is not on this contact's invoice is kept as the
    words that it came with.
    """
    if not items:
        raise NotAllowed(NOTHING)
    if len(items) > MOST_ITEMS:
        raise NotAllowed(TOO_MANY)
    with changing(ticket, by) as root:
        at = moment(at)
        known = match(invoice_number, items, contact)
        complaint = Complaint.objects.create(
            ticket=root,
            invoice_number=storable.text(invoice_number)[:NUMBER],
            invoice=known.invoice,
            revision=known.invoice.revision if known.invoice else 0,
            contact=contact,
            is_proven=known.is_proven,
            opened_at=at,
        )
        ComplaintItem.objects.bulk_create(_items(complaint, items, known))
        tell(
            root, "complaint.opened", by, at,
            complaint=complaint.pk, invoice=complaint.invoice_number, is_proven=complaint.is_proven,
            items=[_told(one) for one in items],
        )  # fmt: skip
        return complaint


def _items(complaint: Complaint, items: Sequence[Disputed], known: Match) -> list[ComplaintItem]:
    return [_item(complaint, position, one, known) for position, one in enumerate(items, start=1)]


def _item(complaint: Complaint, position: int, one: Disputed, known: Match) -> ComplaintItem:
    picked = known.items.get(one.item_id) if one.item_id is not None else None
    words = storable.text(one.description).strip() or (picked.text if picked else "")
    return ComplaintItem(
        complaint=complaint,
        position=position,
        item=picked,
        description=words[:DESCRIPTION],
        amount=_amount(one),
        reason=storable.text(one.reason).strip()[:REASON],
        wanted=one.wanted.value,
    )


def _amount(one: Disputed) -> Decimal | None:
    # What is beyond all measure is no amount; the reason and the journal keep what was written.
    if one.amount is None or not one.amount.is_finite() or not 0 <= one.amount < MOST_MONEY:
        return None
    return cents(one.amount)


def _told(one: Disputed) -> dict[str, object]:
    return {
        "item": one.item_id,
        "description": storable.text(one.description)[:DESCRIPTION],
        "amount": None if one.amount is None else str(one.amount)[:40],
        "reason": storable.text(one.reason)[:REASON],
        "wanted": one.wanted.value,
    }
