"""What `hostdesk verify` looks at in complaints: decisions, results, letters and exports."""

from collections.abc import Iterator
from decimal import Decimal

from hostdesk.complaints import sheet
from hostdesk.complaints.models import Complaint, CreditExport, ItemDecision, Result, Stage
from hostdesk.core.money import ZERO
from hostdesk.journal.checks import Finding, check
from hostdesk.journal.models import Event
from hostdesk.lib import blobs

_CHUNK = 2000
_DECIDED = ("complaint.decided", "complaint.corrected")


@check("complaints")
def complaints_are_as_recorded() -> Iterator[Finding]:
    """Decisions are the journal's, credits no more than items cost, and what is finished has its letter."""
    yield from _decisions()
    yield from _too_much()
    finished = Complaint.objects.filter(stage=Stage.FINISHED, results=None)
    for complaint in finished.iterator(_CHUNK):
        yield Finding(f"Complaint {complaint.pk} is finished without a letter.", where=_where(complaint.pk))
    yield from _results()
    for made in CreditExport.objects.all():
        if not (blobs.is_whole(made.csv_sha256) and blobs.is_whole(made.json_sha256)):
            yield Finding("A file with credits is missing.", where=f"credit export {made.pk}")


def _decisions() -> Iterator[Finding]:
    events = Event.objects.filter(kind__in=_DECIDED).iterator(_CHUNK)
    recorded = {event.data["decision"]: event.data for event in events}
    for decision in ItemDecision.objects.order_by("pk").iterator(_CHUNK):
        told = recorded.pop(decision.pk, None)
        said = {name: str(getattr(decision, name)) for name in ("answer", "text", "gross", "net", "vat_rate")}
        if told is None or any(str(told[name]) != value for name, value in said.items()):
            where = f"decision {decision.pk}"
            yield Finding(f"Decision {decision.pk} is not what the journal recorded.", where=where)
    for pk in recorded:
        yield Finding(f"Decision {pk} is in the journal and nowhere else.", where=f"decision {pk}")


def _too_much() -> Iterator[Finding]:
    """Of each line of an invoice, over all complaints; the newest decision about an item counts."""
    given: dict[tuple[int, int], Decimal] = {}
    costs: dict[tuple[int, int], Decimal] = {}
    newest: dict[int, ItemDecision] = {}
    decided = (
        ItemDecision.objects.filter(item__item__isnull=False).select_related("item__item").order_by("pk")
    )
    for decision in decided.iterator(_CHUNK):
        newest[decision.item_id] = decision
    for decision in newest.values():
        line = decision.item.item
        assert line is not None  # noqa: S101 - filtered above
        place = (line.invoice_id, line.position)
        given[place] = given.get(place, ZERO) + decision.gross
        costs[place] = max(costs.get(place, ZERO), line.gross)
    for place, gross in given.items():
        if gross > costs[place]:
            where = f"invoice {place[0]}, position {place[1]}"
            yield Finding("More was given back of an item than it costs.", where=where)


def _results() -> Iterator[Finding]:
    events = Event.objects.filter(kind="complaint.finished").iterator(_CHUNK)
    recorded = {event.data["result"]: event.data for event in events}
    for result in Result.objects.order_by("pk").iterator(_CHUNK):
        told, sums = recorded.pop(result.pk, None), sheet.totals(result.content)
        if told is None or any(Decimal(told[name]) != sums[name] for name in sums):
            yield Finding(
                f"Result {result.pk} is not what the journal recorded.", where=_where(result.complaint_id)
            )
        if any(getattr(result, name) != value for name, value in sums.items()):
            yield Finding(f"Result {result.pk} does not add up.", where=_where(result.complaint_id))
    for pk in recorded:
        yield Finding(f"Result {pk} is in the journal and nowhere else.", where=f"result {pk}")


def _where(pk: int) -> str:
    return f"complaint {pk}"
