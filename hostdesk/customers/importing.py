"""Taking invoices over from the billing system: each whole or not at all, and twice is as good as once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from hostdesk.core import invoices
from hostdesk.core.invoices import Sheet, Wrong
from hostdesk.core.written_numbers import Style
from hostdesk.customers import invoice_files
from hostdesk.customers.invoice_files import File, Row
from hostdesk.customers.invoice_rows import Refused, Taken, write_down

AT_ONCE = 400  # invoices in one transaction: others of the desk wait meanwhile
Progress = Callable[[int, int], None]  # invoices done, invoices in all


@dataclass(slots=True)
class Report:
    """What became of a file; `refused` says why, and what to do, row by row."""

    items: int = 0  # of the invoices that are new or changed
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)  # a further revision
    restated: list[str] = field(default_factory=list)  # open, paid or cancelled, nothing else
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.refused


def import_invoices(
    content: bytes, *, is_json: bool, source: str, is_trial: bool = False, progress: Progress | None = None
) -> Report:
    """Take over what can be; Unreadable if the file is none of ours. A trial writes nothing.

    `source` says in the journal where the file came from. An invoice that changed gets a further revision:
    whoever disputes the earlier one can still read it.
    """
    file = invoice_files.read(content, is_json=is_json)
    report, done = Report(notes=list(file.notes)), 0
    sheets = _sheets(file, report)
    while batch := list(islice(sheets, AT_ONCE)):
        _add(report, write_down(batch, source, is_trial=is_trial))
        done += len(batch)
        if progress:
            progress(min(done + len(report.refused), len(file.invoices)), len(file.invoices))
    report.refused.sort(key=lambda one: one.order)
    return report


def _sheets(file: File, report: Report) -> Iterator[tuple[Sheet, Row]]:
    """The invoices that are right in themselves, each with its first row."""
    for rows in file.invoices.values():
        refused: list[Refused] = []
        if sheet := _sheet(rows, file.style, refused):
            yield sheet, rows[0]
        report.refused += refused


def _sheet(rows: list[Row], style: Style | None, refused: list[Refused]) -> Sheet | None:
    heads, lines = [], []
    raw, head = None, None
    for place, row in enumerate(rows, start=1):
        try:
            written = [row.values.get(name) for name in invoice_files.HEAD]
            if head is None or written != raw:  # nearly always the same: read once
                raw, head = written, invoices.head(row.values, style)
            heads.append(head)
            lines.append(invoices.line(row.values, place, style))
        except Wrong as wrong:
            refused.append(Refused.of(row, wrong))
    if refused:
        return None
    try:
        return invoices.sheet(heads, lines)
    except Wrong as wrong:
        refused.append(Refused.of(rows[0], wrong))
        return None


def _add(report: Report, taken: Taken) -> None:
    report.items += taken.items
    report.new += taken.new
    report.changed += taken.changed
    report.restated += taken.restated
    report.unchanged += taken.unchanged
    report.refused += taken.refused
