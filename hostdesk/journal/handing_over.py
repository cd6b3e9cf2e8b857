"""Handing rows over to another program: each once, as two files that stay, and the journal says so."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_noop

from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import record, writing
from hostdesk.lib import blobs

Files = Callable[[Sequence[Any]], tuple[bytes, bytes]]  # CSV and JSON


def hand_over(
    wanted: QuerySet[Any], made: type[Model], files: Files, *, kind: str, stream: str, before: str,
    by: int, at: datetime,
) -> Any:  # fmt: skip
    """One row of `made` for all of `wanted`, which are marked by their column `export`.

    NotAllowed if there are none, or, with `before`, if one was handed over earlier: what the other program
    has taken over it must not be given twice, or it is paid twice. `by` is the key of a member of staff.
    """
    with writing():
        found = list(wanted)
        if not found:
            raise NotAllowed(gettext_noop("There is nothing to export."))
        if any(one.export_id for one in found):
            raise NotAllowed(before)
        csv, json = (blobs.store(content) for content in files(found))
        export: Any = made._default_manager.create(at=at, by_id=by, csv_sha256=csv, json_sha256=json)
        wanted.model._default_manager.filter(pk__in=[one.pk for one in found]).update(export=export)
        record(
            kind, about=f"{stream}:{export.pk}", by=f"staff:{by}", at=at,
            numbers=[str(one) for one in found], csv_sha256=csv, json_sha256=json,
        )  # fmt: skip
    return export
