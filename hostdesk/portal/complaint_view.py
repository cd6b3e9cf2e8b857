"""What a customer sees of a complaint on her ticket: what she disputed, and what we have decided and written.

Shown by `portal/_complaint.html`. A decision is hers to see when its letter has gone out, not before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hostdesk.complaints import sheet
from hostdesk.complaints.models import Complaint, ComplaintItem, Result, Stage
from hostdesk.core.complaints import Answer, Wanted
from hostdesk.core.money import ZERO
from hostdesk.core.tariff_words import money
from hostdesk.tickets.letters import moment
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family

_WANTED = {
    Wanted.CREDIT: gettext_lazy("A credit"),
    Wanted.CORRECT: gettext_lazy("A corrected invoice"),
    Wanted.EXPLAIN: gettext_lazy("An explanation"),
}
_ANSWERS = {
    Answer.ACCEPTED: gettext_lazy("You are right"),
    Answer.PARTLY: gettext_lazy("You are right in part"),
    Answer.REFUSED: gettext_lazy("The invoice stands"),
}


@dataclass(frozen=True, slots=True)
class ItemView:
    """One disputed item; `answer` is "" until the letter has gone out."""

    description: str
    amount: str
    wanted: str
    reason: str
    answer: str
    text: str
    credit: str


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """One complaint; `state` says where it stands, `next` what comes, and by when."""

    invoice: str
    state: str
    next: str
    items: list[ItemView]
    credit: str  # in all; "" while nothing is decided
    is_done: bool


def of(ticket: Ticket) -> list[ComplaintView]:
    """The complaints on a root and what was merged into it; ask at the gate first. Three queries."""
    found = Complaint.objects.filter(ticket__in=family(ticket)).select_related("invoice")
    return [_view(one, ticket) for one in found.prefetch_related("items__item", "results")]


def _view(complaint: Complaint, ticket: Ticket) -> ComplaintView:
    language = "de" if get_language() == "de" else "en"
    results = list(complaint.results.all())
    told = results[-1].content["items"] if results else []
    items = list(complaint.items.all())
    invoice = complaint.invoice.number if complaint.is_proven and complaint.invoice else ""
    return ComplaintView(
        invoice=invoice or complaint.invoice_number,
        state=_state(complaint, results),
        next=_next(complaint, results, ticket, language),
        items=[
            _item(row, told[place] if place < len(told) else {}, language) for place, row in enumerate(items)
        ],
        credit=money(_given(results), language) if results else "",
        is_done=bool(results),
    )


def _item(row: ComplaintItem, told: dict[str, Any], language: str) -> ItemView:
    gross = row.amount if row.amount is not None else row.item.gross if row.item else None
    given = Decimal(told.get("gross", "0"))
    return ItemView(
        description=row.description,
        amount="" if gross is None else money(gross, language),
        wanted=str(_WANTED[Wanted(row.wanted)]),
        reason=row.reason,
        answer=str(_ANSWERS[Answer(told["answer"])]) if told else "",
        text=told.get("text", ""),
        credit=money(given, language) if given else "",
    )


def _state(complaint: Complaint, results: Sequence[Result]) -> str:
    if results and complaint.stage != Stage.FINISHED:
        return _("decided, and looked at once more")
    return _("decided") if results else _("is being checked")


def _next(complaint: Complaint, results: Sequence[Result], ticket: Ticket, language: str) -> str:
    if results:
        return _("We have written the result to you. If you see it differently, simply answer here.")
    if ticket.responded_at is None:
        due = moment(ticket.due_at, language)
        return _("A person answers by %(due)s. Then accounting decides about every item.") % {"due": due}
    return _("Accounting decides about every item; the result comes by mail and stands here.")


def _given(results: Sequence[Result]) -> Decimal:
    return sum((sheet.totals(one.content)["gross"] for one in results), ZERO)
