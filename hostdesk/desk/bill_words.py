"""A bill explained line by line, and the question for consent as it would go out."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from hostdesk.billing import letters, load
from hostdesk.core.money import share
from hostdesk.core.tariff import Bill
from hostdesk.core.tariff_words import explain
from hostdesk.core.work_rules import charged_surcharge, flat_still_due, surcharge_ahead
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


def preview(ticket: Ticket, hours: Decimal | int, now: datetime) -> tuple[str, str]:
    """The text that letter and page would repeat if we asked now, or why nobody can be asked."""
    contact = ticket.contact
    if contact is None or not contact.may_order or contact.is_former:
        return "", _("No contact is known who may agree for this customer: choose or enter one first.")
    facts = load.facts(ticket)
    if facts.sphere == "inside":
        return "", _("The cause lies in our own sphere: the work is free, nothing has to be agreed.")
    bill, part = facts.bill(now), surcharge_ahead(facts.versions, now)
    unit, new = part.tariff.unit_seconds, _new_seconds(facts, bill, hours, now)
    flat = flat_still_due(part, bill)
    most = flat + share(part.tariff.surcharge_price, new // unit * unit, part.tariff.quarter_seconds)
    is_consumer = contact.customer.is_consumer
    offer = letters.Offer(part, new, flat, most, bill.net, facts.sphere, is_consumer)
    return letters.question_text(ticket, offer, now), ""


def _new_seconds(facts: load.Facts, bill: Bill, hours: Decimal | int, now: datetime) -> int:
    """What is left of what was agreed, and what is asked for now."""
    agreed = [
        one.cap_seconds
        for one in facts.requests
        if one.answer == "yes" and one.answered_at and one.answered_at <= now < one.covers_until
    ]
    charged = charged_surcharge(bill)
    return max(max(agreed, default=charged) - charged, 0) + int(hours * 3600)
