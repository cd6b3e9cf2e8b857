"""Complaints for Accounting: what is to be decided, and the credits for the billing system."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hostdesk.accounts import rights
from hostdesk.complaints import exporting
from hostdesk.complaints.models import Complaint, CreditExport, ItemDecision, Result, Stage
from hostdesk.core.states import NotAllowed
from hostdesk.desk import amounts, files, when
from hostdesk.desk.complaint_rows import STAGES
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words

SHOWN = 200
_KINDS = {"csv": "text/csv", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One complaint that is not finished."""

    number: str
    subject: str
    customer: str
    invoice: str
    state: str
    items: str
    since: str
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit for the billing system."""

    pk: int
    ref: str
    number: str
    customer: str
    invoice: str
    net: str
    gross: str
    at: str


@readers
def complaints(request: HttpRequest) -> HttpResponse:
    """The oldest first; then the credits that nobody has exported, and the newest exports."""
    _may_look(request)
    now = timezone.now()
    exports = CreditExport.objects.select_related("by")[:20]
    return page(
        request,
        "desk/complaints.html",
        slug="complaints",
        waiting=_waiting(now),
        credits=[_credit(one, now) for one in exporting.waiting()[:SHOWN]],
        exports=[(one.pk, when.moment(one.at, now), one.by.name) for one in exports],
        may_export=rights.keeps_accounts(staff(request)),
    )


@writers
def export(request: HttpRequest) -> HttpResponse:
    """Hand the chosen credits over, once."""
    chosen = [int(one) for one in request.POST.getlist("credit") if one.isdecimal() and len(one) < 16]
    try:
        count = exporting.export(Result.objects.filter(pk__in=chosen), staff(request)).results.count()
        said = ngettext(
            "%(n)s credit is marked as exported; its files are below.",
            "%(n)s credits are marked as exported; their files are below.",
            count,
        )
        messages.success(request, said % {"n": count})
    except NotAllowed as refusal:
        messages.error(request, in_words(refusal))
    return redirect("complaints:list")


@readers
def export_file(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    """A file of an export, as it was handed over."""
    _may_look(request)
    found = get_object_or_404(CreditExport, pk=pk)
    if kind not in _KINDS:
        raise Http404
    sha256 = found.csv_sha256 if kind == "csv" else found.json_sha256
    return files.download(sha256, f"credits-{pk:04d}.{kind}", _KINDS[kind])


def _may_look(request: HttpRequest) -> None:
    if not rights.sees_accounts(staff(request)):
        raise PermissionDenied(_("Complaints are decided by Accounting."))


def _waiting(now: datetime) -> list[Waiting]:
    decided = Exists(ItemDecision.objects.filter(item=OuterRef("items")))
    found = Complaint.objects.exclude(stage=Stage.FINISHED).select_related("ticket__customer")
    counted = found.annotate(of=Count("items"), done=Count("items", filter=Q(decided)))
    return [
        Waiting(
            number=one.ticket.number,
            subject=one.ticket.subject[:120],
            customer=one.ticket.customer.name if one.ticket.customer else one.ticket.requester,
            invoice=one.invoice_number,
            state=str(STAGES[Stage(one.stage)]),
            items=_("%(done)s of %(of)s decided") % {"done": one.done, "of": one.of},
            since=when.moment(one.opened_at, now),
            is_proven=one.is_proven,
        )
        for one in counted.order_by("opened_at", "id")[:SHOWN]
    ]


def _credit(one: Result, now: datetime) -> Credit:
    complaint = one.complaint
    customer = complaint.invoice.customer if complaint.invoice else complaint.ticket.customer
    return Credit(
        pk=one.pk,
        ref=str(one),
        number=complaint.ticket.number,
        customer=f"{customer.number} {customer.name}" if customer else complaint.ticket.requester,
        invoice=complaint.invoice.number if complaint.invoice else complaint.invoice_number,
        net=amounts.euros(one.net),
        gross=amounts.euros(one.gross),
        at=when.moment(one.at, now),
    )
