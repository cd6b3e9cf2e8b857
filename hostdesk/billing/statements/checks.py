"""What `hostdesk verify` looks at in statements: numbers without a gap, true sums, whole files."""

from collections.abc import Iterator

from hostdesk.billing.models import Statement, StatementCounter, StatementExport
from hostdesk.billing.statements import numbering, sheet
from hostdesk.journal.checks import Finding, check
from hostdesk.journal.models import Event
from hostdesk.lib import blobs

_MADE = ("statement.made", "statement.credited")
_SUMS = ("net", "vat", "gross")


@check("statements")
def statements_are_as_made() -> Iterator[Finding]:
    """Every number there is one of, and it is in the journal, adds up, and has its files."""
    recorded = {
        event.about.removeprefix("statement:"): event.data for event in Event.objects.filter(kind__in=_MADE)
    }
    for statement in Statement.objects.order_by("pk").iterator(500):
        for words in _wrong(statement, recorded.pop(statement.number, None)):
            yield Finding(f"Statement {statement.number} {words}.", where=f"statement {statement.number}")
    for number in recorded:
        yield Finding(f"Statement {number} is in the journal and nowhere else.", where=f"statement {number}")
    yield from _gaps()
    for made in StatementExport.objects.all():
        if not (blobs.is_whole(made.csv_sha256) and blobs.is_whole(made.json_sha256)):
            yield Finding("A file for the accounting system is missing.", where=f"export {made.pk}")


def _wrong(statement: Statement, recorded: dict[str, object] | None) -> Iterator[str]:
    sums = sheet.sums(statement.content["charges"])
    if any(str(getattr(statement, name)) != sums[name] for name in _SUMS):
        yield "does not add up"
    if recorded is None:
        yield "has no event in the journal"
    elif any(recorded[name] != sums[name] for name in _SUMS):
        yield "is not what the journal recorded"
    if not (blobs.is_whole(statement.pdf_sha256) and blobs.is_whole(statement.csv_sha256)):
        yield "lacks a file"


def _gaps() -> Iterator[Finding]:
    there = set(Statement.objects.values_list("number", flat=True))
    for counter in StatementCounter.objects.all():
        for place in range(1, counter.last + 1):
            if (number := numbering.number(counter.year, place)) not in there:
                yield Finding(f"There is no statement {number}.", where=f"statement {number}")
