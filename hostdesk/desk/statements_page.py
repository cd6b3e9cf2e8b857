"""Statements by month: make, fetch, hand over to the accounting system, credit."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hostdesk.accounts import rights
from hostdesk.accounts.models import Staff
from hostdesk.billing import statements as billing
from hostdesk.billing.models import Statement, StatementExport
from hostdesk.core.states import NotAllowed
from hostdesk.desk import files
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words
from hostdesk.desk.statement_rows import month_page

_KINDS = {"pdf": "application/pdf", "csv": "text/csv", "json": "application/json"}


@readers
def statements(request: HttpRequest) -> HttpResponse:
    """The statements of a month, and what waits for the next ones."""
    _may_look(request)
    month = _month(request.GET.get("month", ""))
    shown = month_page(month, timezone.now())
    return page(
        request,
        "desk/statements.html",
        slug="statements",
        month=shown,
        may_bill=rights.keeps_accounts(staff(request)),
    )


@writers
def make(request: HttpRequest) -> HttpResponse:
    """Make what is missing for a month."""
    month = _month(request.POST.get("month", ""))

    def act(by: Staff) -> str:
        made = billing.make_statements(month, by)
        if not made:
            return _("There was nothing to make: no approved charges wait for this month.")
        return ngettext("%(n)s statement was made.", "%(n)s statements were made.", len(made)) % {
            "n": len(made)
        }

    return _done(request, month, act)


@writers
def export(request: HttpRequest) -> HttpResponse:
    """Hand the chosen statements over, once."""
    month = _month(request.POST.get("month", ""))
    chosen = Statement.objects.filter(number__in=request.POST.getlist("number"))

    def act(by: Staff) -> str:
        count = billing.export(chosen, by).statements.count()
        return ngettext(
            "%(n)s statement is marked as exported; its files are below.",
            "%(n)s statements are marked as exported; their files are below.",
            count,
        ) % {"n": count}

    return _done(request, month, act)


@writers
def credit(request: HttpRequest, number: str) -> HttpResponse:
    """Credit all of a statement, for a reason."""
    _may_look(request)
    found = get_object_or_404(Statement, number=number)

    def act(by: Staff) -> str:
        made = billing.credit(found, by, request.POST.get("reason", ""))
        return _("%(credit)s credits %(number)s.") % {"credit": made.number, "number": number}

    return _done(request, found.month, act)


@readers
def file(request: HttpRequest, number: str, kind: str) -> FileResponse:
    """The PDF or CSV of a statement, exactly as it was made."""
    _may_look(request)
    found = get_object_or_404(Statement, number=number)
    if kind not in ("pdf", "csv"):
        raise Http404
    sha256 = found.pdf_sha256 if kind == "pdf" else found.csv_sha256
    return files.download(sha256, f"{number}.{kind}", _KINDS[kind])


@readers
def export_file(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    """A file of an export, again."""
    _may_look(request)
    found = get_object_or_404(StatementExport, pk=pk)
    if kind not in ("csv", "json"):
        raise Http404
    sha256 = found.csv_sha256 if kind == "csv" else found.json_sha256
    return files.download(sha256, f"export-{pk:04d}.{kind}", _KINDS[kind])


def _may_look(request: HttpRequest) -> None:
    if not rights.sees_accounts(staff(request)):
        raise PermissionDenied(_("Statements are made by Accounting."))


def _done(request: HttpRequest, month: date, act: Callable[[Staff], str]) -> HttpResponse:
    try:
        messages.success(request, act(staff(request)))
    except NotAllowed as refusal:
        messages.error(request, in_words(refusal))
    return redirect(f"{reverse('statements:list')}?month={month:%Y-%m}")


def _month(text: str) -> date:
    """From "2026-10"; whatever else is the month before this one."""
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", text)
    if found:
        return date(int(found[1]), int(found[2]), 1)
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
