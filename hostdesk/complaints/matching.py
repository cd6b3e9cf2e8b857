"""Which of our invoices a complaint means, and whether whoever sent it may see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from hostdesk.core.complaints import Disputed
from hostdesk.customers.models import Contact, Invoice, InvoiceItem
from hostdesk.lib import storable


@dataclass(frozen=True, slots=True)
class Match:
    """`invoice` is for staff; the sender hears of it only if `is_proven`."""

    invoice: Invoice | None
    is_proven: bool
    items: dict[int, InvoiceItem]  # those that were picked, by key; of a proven sender's invoice only


def match(invoice_number: str, items: Sequence[Disputed], contact: Contact | None) -> Match:
    """The invoice with this number, and its items that were picked; `contact` is proven, or None."""
    invoice = find(invoice_number)
    is_proven = bool(invoice and contact and may_see(contact, invoice))
    if invoice is None or not is_proven:
        return Match(invoice, False, {})
    keys = [one.item_id for one in items if one.item_id is not None]
    found = InvoiceItem.objects.filter(pk__in=keys, invoice=invoice, revision=invoice.revision)
    return Match(invoice, True, {one.pk: one for one in found})


def find(invoice_number: str) -> Invoice | None:
    """As people write it: blanks, small letters and a missing hyphen after the first letter are forgiven."""
    invoice_number = storable.text(invoice_number)
    plain = "".join(invoice_number.split()).upper()
    if not plain:
        return None
    hyphened = f"{plain[0]}-{plain[1:]}" if plain[:1].isalpha() and plain[1:2].isdecimal() else plain
    found = Invoice.objects.select_related("customer").filter(
        number__in={invoice_number.strip(), plain, hyphened}
    )
    return found.first()


def may_see(contact: Contact, invoice: Invoice) -> bool:
    """Of her own firm, while she works there."""
    return not contact.is_former and contact.customer_id == invoice.customer_id
