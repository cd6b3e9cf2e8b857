"""A bill explained line by line, and the question for consent as it would go out."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from hostdesk.billing import letters, load, offers
from hostdesk.billing.actions.asking import INSIDE, NO_CONTACT
from hostdesk.billing.models import Finding
from hostdesk.core.tariff import Bill
from hostdesk.core.tariff_words import explain
from hostdesk.customers.models import Contact
from hostdesk.desk import amounts
from hostdesk.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Explained:
    """One line with the customer's explanation."""

    text: str
    amount: str
    versions: str


def lines(bill: Bill) -> list[Explained]:
    """Every line in the reader's language, with the versions of price list and calendar it rests on."""
    return [
        Explained(
            explain(line, amounts.language()), amounts.euros(line.amount),
            _("Price list %(tariff)s, calendar %(calendar)s")
            % {"tariff": line.tariff_version or "–", "calendar": line.calendar_version or "–"},
        )
        for line in bill.lines
    ]  # fmt: skip


def preview(ticket: Ticket, contact: Contact | None, hours: Decimal | int, now: datetime) -> tuple[str, str]:
    """The text that letter and page would repeat if we asked now, or why nobody can be asked."""
    if contact is None:
        return "", gettext(NO_CONTACT)
    facts = load.facts(ticket)
    if facts.sphere == Finding.INSIDE:
        return "", gettext(INSIDE)
    found = offers.ahead(facts, int(hours * 3600), now, is_consumer=contact.customer.is_consumer)
    return letters.question_text(ticket, found.offer, now), ""
