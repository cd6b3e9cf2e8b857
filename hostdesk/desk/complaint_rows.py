"""A complaint as the desk shows it: what is disputed beside the invoice, decisions, sums, the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.complaints import letters, loading, sheet
from hostdesk.complaints.loading import Line
from hostdesk.complaints.models import Complaint, ItemDecision, Result, Stage
from hostdesk.core import complaints as rules
from hostdesk.core.complaints import Answer, Credit, Wanted
from hostdesk.core.money import vat_rate
from hostdesk.customers.models import InvoiceItem
from hostdesk.desk import amounts, when
from hostdesk.tickets.models import Ticket

STAGES = {
    Stage.OPEN: gettext_lazy("to be decided"),
    Stage.DECIDED: gettext_lazy("decided, the customer does not know yet"),
    Stage.FINISHED: gettext_lazy("the result is written to the customer"),
}
ANSWERS = {
    Answer.ACCEPTED: gettext_lazy("accepted"),
    Answer.PARTLY: gettext_lazy("accepted in part"),
    Answer.REFUSED: gettext_lazy("refused"),
}
WANTED = {
    Wanted.CREDIT: gettext_lazy("wants a credit"),
    Wanted.CORRECT: gettext_lazy("wants a corrected invoice"),
    Wanted.EXPLAIN: gettext_lazy("wants an explanation"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision."""

    answer: str
    gross: str
    text: str
    correction: str
    who: str
    at: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Disputed:
    """One item with all that was said about it."""

    pk: int
    description: str
    place: str  # on the invoice
    amount: str
    costs: str
    before: str  # given back by other complaints
    most: str
    wanted: str
    reason: str
    is_known: bool
    rate: str  # to begin with, of an item that we do not know
    decided: list[Decided]


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A line of the invoice, as it was disputed."""

    position: int
    text: str
    period: str
    net: str
    rate: str
    gross: str
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A result that was written to the customer."""

    number: int
    message_id: int
    who: str
    at: str
    gross: str
    export: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole complaint."""

    pk: int
    number: str  # of the invoice, as it was written
    stage: str
    state: str
    matches: str  # of which customer the invoice is
    is_proven: bool
    is_changed: bool  # the invoice has another revision by now
    issued: str
    lines: list[InvoiceLine]
    items: list[Disputed]
    sums: list[tuple[str, ...]]  # rate, net, VAT, gross
    total: str
    letter: str
    results: list[Ended]

    @property
    def can_finish(self) -> bool:
        """Whether the result may go out."""
        return self.stage == Stage.DECIDED


def shown(complaint: Complaint, root: Ticket, now: datetime) -> Shown:
    """One complaint; a constant number of queries."""
    found, results = loading.lines(complaint), _results(complaint)
    invoice, total = complaint.invoice, rules.sums(loading.credits(found))
    return Shown(
        pk=complaint.pk,
        number=complaint.invoice_number,
        stage=complaint.stage,
        state=str(STAGES[Stage(complaint.stage)]),
        matches=f"{invoice.customer.number} {invoice.customer.name}" if invoice else "",
        is_proven=complaint.is_proven,
        is_changed=bool(invoice and invoice.revision != complaint.revision),
        issued=date_format(invoice.issued_on, "DATE_FORMAT") if invoice else "",
        lines=_lines(complaint, found),
        items=[_disputed(one, complaint, now) for one in found],
        sums=[_sum(one) for one in total],
        total=amounts.euros(rules.total(total)),
        letter=_letter(complaint, root, found, results),
        results=[_ended(one, now) for one in results],
    )


def brief(complaint: Complaint) -> tuple[str, str]:
    """For the ticket's card: the invoice, and how far it is."""
    return complaint.invoice_number, str(STAGES[Stage(complaint.stage)])


def _sum(one: Credit) -> tuple[str, ...]:
    return _percent(one.vat_rate), *(amounts.euros(value) for value in (one.net, one.vat, one.gross))


def _results(complaint: Complaint) -> list[Result]:
    return list(complaint.results.select_related("by"))


def _letter(complaint: Complaint, root: Ticket, found: Sequence[Line], results: Sequence[Result]) -> str:
    """As it would go out now; nothing while an item waits, or when it has gone out."""
    if complaint.stage != Stage.DECIDED:
        return ""
    return letters.result(root, sheet.content(complaint, found, results)).text


def _lines(complaint: Complaint, found: Sequence[Line]) -> list[InvoiceLine]:
    if complaint.invoice is None:
        return []
    disputed = {line.row.item_id for line in found}
    items = complaint.invoice.items.filter(revision=complaint.revision)
    return [_line(one, is_disputed=one.pk in disputed) for one in items]


def _line(one: InvoiceItem, *, is_disputed: bool) -> InvoiceLine:
    return InvoiceLine(
        one.position, one.text, one.period, amounts.euros(one.net), _percent(one.vat_rate),
        amounts.euros(one.gross), is_disputed,
    )  # fmt: skip


def _disputed(line: Line, complaint: Complaint, now: datetime) -> Disputed:
    row, item = line.row, line.item
    day = complaint.invoice.issued_on if complaint.invoice else when.local(complaint.opened_at).date()
    return Disputed(
        pk=row.pk,
        description=row.description,
        place=_("item %(position)s") % {"position": row.item.position} if row.item else "",
        amount=amounts.euros(row.amount) if row.amount is not None else "",
        costs=amounts.euros(item.gross) if item.gross is not None else "",
        before=amounts.euros(item.credited_before) if item.credited_before else "",
        most=amounts.euros(line.limit),
        wanted=str(WANTED[Wanted(row.wanted)]),
        reason=row.reason,
        is_known=row.item is not None,
        rate=f"{vat_rate(day):f}",
        decided=[_decided(one, now, counts=one == line.decision) for one in line.decisions],
    )


def _decided(one: ItemDecision, now: datetime, *, counts: bool) -> Decided:
    return Decided(
        str(ANSWERS[Answer(one.answer)]), amounts.euros(one.gross), one.text, one.correction, one.by.name,
        when.moment(one.at, now), counts,
    )  # fmt: skip


def _ended(one: Result, now: datetime) -> Ended:
    return Ended(
        one.number, one.message_id, one.by.name, when.moment(one.at, now), amounts.euros(one.gross),
        one.export_id,
    )  # fmt: skip


def _percent(rate: Decimal) -> str:
    return f"{amounts.figures(rate).removesuffix('00').rstrip('.,')} %"
