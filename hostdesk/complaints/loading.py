"""A complaint with all that decides about it; a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from hostdesk.complaints.models import Complaint, ComplaintItem, ItemDecision
from hostdesk.core import complaints as rules
from hostdesk.core.complaints import Answer, Credit, Decision, Item, Wanted
from hostdesk.core.money import ZERO
from hostdesk.customers.models import InvoiceItem
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family


@dataclass(frozen=True, slots=True)
class Line:
    """One disputed item, what is known about it, and what was decided, the newest last."""

    row: ComplaintItem
    item: Item
    decisions: tuple[ItemDecision, ...]

    @property
    def decision(self) -> ItemDecision | None:
        """The one that counts."""
        return self.decisions[-1] if self.decisions else None

    @property
    def limit(self) -> Decimal:
        """The most that can be given back, gross."""
        return rules.limit(self.item)


@dataclass(frozen=True, slots=True)
class _Given:
    """What was given back of a line of an invoice, whatever its revision."""

    row: int  # key of the complaint's item
    place: tuple[int, int]  # key of the invoice, position
    gross: Decimal


def of_ticket(ticket: Ticket) -> list[Complaint]:
    """The complaints on a root and what was merged into it, in order."""
    found = Complaint.objects.filter(ticket__in=family(ticket))
    return list(found.select_related("ticket", "contact", "invoice__customer"))


def lines(complaint: Complaint) -> list[Line]:
    """Its items in order."""
    decisions = Prefetch("decisions", ItemDecision.objects.select_related("by").order_by("id"))
    rows = list(complaint.items.select_related("item").prefetch_related(decisions))
    given = _given(complaint, rows)
    return [Line(row, _item(row, given), tuple(row.decisions.all())) for row in rows]


def credits(found: Iterable[Line]) -> list[Credit]:
    """What the decisions that count give back."""
    return [credit_of(line.decision) for line in found if line.decision]


def credit_of(decision: ItemDecision) -> Credit:
    """What one decision gives back."""
    return Credit(decision.vat_rate, decision.net, decision.gross - decision.net, decision.gross)


def all_decided(found: Sequence[Line]) -> bool:
    """Whether every item has its decision."""
    return rules.all_decided([_plain(line.decision) for line in found])


def _plain(decision: ItemDecision | None) -> Decision | None:
    return Decision(Answer(decision.answer), decision.text) if decision else None


def _item(row: ComplaintItem, given: Sequence[_Given]) -> Item:
    if row.item is None:
        return Item(row.amount, Wanted(row.wanted))
    return Item(
        claimed=row.amount,
        wanted=Wanted(row.wanted),
        net=row.item.net,
        vat_rate=row.item.vat_rate,
        gross=row.item.gross,
        credited_before=_elsewhere(row, row.item, given),
    )


def _given(complaint: Complaint, rows: Sequence[ComplaintItem]) -> list[_Given]:
    """By all complaints about this invoice."""
    if not any(row.item_id for row in rows):
        return []
    decisions = Prefetch("decisions", ItemDecision.objects.order_by("id"))
    found = ComplaintItem.objects.filter(item__invoice=complaint.invoice_id)
    return [
        _Given(row.pk, (row.item.invoice_id, row.item.position), decided[-1].gross)
        for row in found.select_related("item").prefetch_related(decisions)
        if row.item and (decided := list(row.decisions.all()))
    ]


def _elsewhere(row: ComplaintItem, item: InvoiceItem, given: Sequence[_Given]) -> Decimal:
    place = (item.invoice_id, item.position)
    return sum((one.gross for one in given if one.place == place and one.row != row.pk), ZERO)
