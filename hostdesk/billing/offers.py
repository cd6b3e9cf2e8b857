"""What a question for consent asks for, computed once for the letter, the page and the preview."""

from dataclasses import dataclass
from datetime import datetime

from hostdesk.billing import letters, load
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core.money import share
from hostdesk.core.work_rules import charged_surcharge, flat_still_due, surcharge_ahead


@dataclass(frozen=True, slots=True)
class Ahead:
    """The offer for the present or the coming surcharge window, and the cap of the ticket if it is taken."""

    offer: letters.Offer
    cap_seconds: int


def ahead(facts: load.Facts, seconds: int, at: datetime, *, is_consumer: bool) -> Ahead:
    """`seconds` more of surcharge work: what is left of an earlier yes is asked for again (M15)."""
    bill, part = facts.bill(at), surcharge_ahead(facts.versions, at)
    charged = charged_surcharge(bill)
    new = max(max((one.cap_seconds for one in agreed(facts, at)), default=charged) - charged, 0) + seconds
    flat = flat_still_due(part, bill)
    quarters = new // part.tariff.unit_seconds * part.tariff.unit_seconds
    most = flat + share(part.tariff.surcharge_price, quarters, part.tariff.quarter_seconds)
    offer = letters.Offer(part, new, flat, most, bill.net, facts.sphere, is_consumer)
    return Ahead(offer, charged + new)


def agreed(facts: load.Facts, at: datetime) -> list[ConsentRequest]:
    """What holds at this moment (UTC)."""
    return [
        one
        for one in facts.requests
        if one.answer == Answer.YES and (one.answered_at or at) <= at < one.covers_until
    ]
