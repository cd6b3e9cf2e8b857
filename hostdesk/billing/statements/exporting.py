"""Handing statements to the accounting system: each once, as CSV and as JSON."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Statement, StatementExport
from hostdesk.billing.statements import rights, tables
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import record, writing
from hostdesk.lib import blobs


def export(statements: Iterable[Statement], by: Staff, *, at: datetime | None = None) -> StatementExport:
    """The files for these statements, which are marked; NotAllowed if one was exported before.

    What the accounting system has taken over it must not be given twice, or it is paid twice. The files of
    an export stay, and can be fetched again.
    """
    rights.require(by)
    at, wanted = at or timezone.now(), [one.pk for one in statements]
    with writing():
        found = list(Statement.objects.filter(pk__in=wanted).order_by("number"))
        if not found:
            raise NotAllowed(gettext_noop("There is nothing to export."))
        if any(one.export_id for one in found):
            raise NotAllowed(gettext_noop("One of these statements was exported before: reload the page."))
        contents = [one.content for one in found]
        made = StatementExport.objects.create(
            at=at,
            by=by,
            csv_sha256=blobs.store(tables.of_export(contents)),
            json_sha256=blobs.store(tables.as_json(contents)),
        )
        Statement.objects.filter(pk__in=[one.pk for one in found]).update(export=made)
        record(
            "statements.exported",
            about=f"statements:{made.pk}",
            by=f"staff:{by.pk}",
            at=at,
            numbers=[one.number for one in found],
            csv_sha256=made.csv_sha256,
            json_sha256=made.json_sha256,
        )
    return made
