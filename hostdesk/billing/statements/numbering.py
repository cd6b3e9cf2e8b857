"""Gapless numbers: counted in the transaction that writes the statement, so that a failure takes none."""

from hostdesk.billing.models import StatementCounter
from hostdesk.journal.record import NotWriting, is_writing

PREFIX = "LA"  # Leistungsabrechnung


def next_number(year: int) -> str:
    """The number after the last one of `year`, like LA-2026-00001; raises NotWriting outside `writing()`."""
    if not is_writing():
        raise NotWriting("A number of a statement is taken inside `with writing():`")
    counter, _ = StatementCounter.objects.get_or_create(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return number(year, counter.last)


def number(year: int, place: int) -> str:
    """How a number is written."""
    return f"{PREFIX}-{year}-{place:05d}"
