"""Handing statements to the accounting system: each once, as CSV and as JSON."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Statement, StatementExport
from hostdesk.billing.statements import rights, tables
from hostdesk.journal.handing_over import hand_over

BEFORE = gettext_noop("One of these statements was exported before: reload the page.")


def export(statements: Iterable[Statement], by: Staff, *, at: datetime | None = None) -> StatementExport:
    """The files for these statements, which are marked; NotAllowed if one was exported before.

    The files of an export stay, and can be fetched again.
    """
    rights.require(by)
    wanted = Statement.objects.filter(pk__in=[one.pk for one in statements]).order_by("number")
    made: StatementExport = hand_over(
        wanted, StatementExport, _files, kind="statements.exported", stream="statements", before=BEFORE,
        by=by.pk, at=at or timezone.now(),
    )  # fmt: skip
    return made


def _files(found: Sequence[Statement]) -> tuple[bytes, bytes]:
    contents = [one.content for one in found]
    return tables.of_export(contents), tables.as_json(contents)
