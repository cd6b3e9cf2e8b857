"""An invoice of Meyer's with three items, and complaints about it."""

from decimal import Decimal

import nordlicht
from django.utils import timezone

from hostdesk.complaints import actions
from hostdesk.complaints.models import Complaint
from hostdesk.core.complaints import Disputed, Wanted
from hostdesk.customers.models import Contact, Invoice, InvoiceItem
from hostdesk.demo import cast
from hostdesk.tickets.models import Ticket

NUMBER = cast.MEYER.invoices[2][0]
_LINES = (
    ("Managed Server M", "79.90", "19", "95.08"),
    ("Zusätzlicher Speicher 50 GB", "10.00", "19", "11.90"),
    ("Treuerabatt", "-5.00", "19", "-5.95"),
)


def invoice(number: str = NUMBER) -> Invoice:
    """The invoice of January, with its items."""
    found = Invoice.objects.get(number=number)
    if not found.revision:
        Invoice.objects.filter(pk=found.pk).update(revision=1, net=Decimal("84.90"), gross=Decimal("101.03"))
        InvoiceItem.objects.bulk_create(
            InvoiceItem(
                invoice=found, revision=1, position=position, text=text, period="Januar 2026",
                net=Decimal(net), vat_rate=Decimal(rate), gross=Decimal(gross),
            )
            for position, (text, net, rate, gross) in enumerate(_LINES, start=1)
        )  # fmt: skip
        found.refresh_from_db()
    return found


def items(of: Invoice) -> list[InvoiceItem]:
    """Its items as printed."""
    return list(of.items.order_by("position"))


def disputed(item: InvoiceItem | None, amount: str | None = None, **more: object) -> Disputed:
    """What a customer writes about an item."""
    return Disputed(
        item.pk if item else None,
        str(more.get("description", item.text if item else "Speicher")),
        Decimal(amount) if amount else None,
        str(more.get("reason", "Zum Jahresende gekündigt.")),
        Wanted(str(more.get("wanted", "credit"))),
    )


def ticket(sender: str = nordlicht.MEYER) -> Ticket:
    """A request to Accounting."""
    return nordlicht.ticket_of(nordlicht.comes_in(sender, to="billing", subject="Rechnung stimmt nicht"))


def complaint(*which: Disputed, sender: str = nordlicht.MEYER, number: str = NUMBER) -> Complaint:
    """By a proven contact, about the second item unless told otherwise."""
    found = invoice()
    contact = Contact.objects.filter(address=sender).first()
    wanted = which or (disputed(items(found)[1]),)
    return actions.open_complaint(
        ticket(sender), invoice_number=number, items=wanted, contact=contact, at=timezone.now()
    )
