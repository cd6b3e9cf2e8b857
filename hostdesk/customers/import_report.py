"""What became of a file of invoices, in words for a person and as data for a program."""

import json
from typing import Any

from hostdesk.customers.importing import Report
from hostdesk.lib import csv_table

_COLUMNS = ("where", "invoice", "column", "why")


def summary(report: Report) -> str:
    """A few lines; rows that were refused are counted."""
    found = [
        f"{len(report.new):,} new, {len(report.changed):,} changed, {len(report.restated):,} with another "
        f"status, {report.unchanged:,} as they were; {report.items:,} items written.",
        *report.notes,
    ]
    if report.refused:
        found.append(f"{len(report.refused):,} rows were refused, and the invoices that they belong to:")
    return "\n".join(found) + "\n"


def lines(report: Report, most: int) -> str:
    """Why and what to do, row by row; at most so many."""
    shown = [f"{one.where}, invoice {one.invoice or '?'}, {one.column}: {one.why}" for one in report.refused]
    left = len(shown) - most
    return "\n".join(shown[:most] + ([f"and {left:,} more"] if left > 0 else [])) + "\n" if shown else ""


def as_csv(report: Report) -> bytes:
    """The rows that were refused, for a spreadsheet."""
    text = csv_table.text
    return csv_table.write(
        _COLUMNS, [(text(one.where), text(one.invoice), one.column, text(one.why)) for one in report.refused]
    )


def as_data(report: Report) -> dict[str, Any]:
    """All of it."""
    return {
        "new": report.new,
        "changed": report.changed,
        "restated": report.restated,
        "unchanged": report.unchanged,
        "items": report.items,
        "refused": [{name: getattr(one, name) for name in _COLUMNS} for one in report.refused],
        "notes": report.notes,
    }


def as_json(report: Report) -> bytes:
    """The same as a file."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=1).encode()
