"""Statements to download, for who sees the company's tickets."""

from datetime import date

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from hostdesk.billing.models import Statement
from hostdesk.core.tariff_words import money
from hostdesk.customers.models import Contact
from hostdesk.lib.downloads import download
from hostdesk.portal.my_page import sees_company, show
from hostdesk.portal.signed_in import customers_only, language_of, signed_in
from hostdesk.tickets.access import NotFound

_MOST = 240  # twenty years


@customers_only
@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """The newest first; two queries."""
    contact = signed_in(request)
    language = language_of(contact)
    rows = [
        {
            "number": one.number,
            "month": _month(one.month),
            "net": money(one.net, language),
            "gross": money(one.gross, language),
            "credits": one.credits.number if one.credits else "",
            "reason": one.reason,
        }
        for one in _hers(contact).select_related("credits")[:_MOST]
    ]
    return show(request, "portal/my/statements.html", "statements", {"rows": rows})


@customers_only
@require_safe
def pdf(request: HttpRequest, number: str) -> FileResponse:
    """The statement as it was sent; another customer's number is as unknown as an invented one."""
    found = _hers(signed_in(request)).filter(number=number).first()
    if found is None:
        raise NotFound(number)
    return download(found.pdf_sha256, f"{found.number}.pdf", "application/pdf")


def _hers(contact: Contact) -> QuerySet[Statement]:
    if not sees_company(contact):
        raise NotFound("statements")
    return Statement.objects.filter(customer=contact.customer_id)


def _month(first: date) -> str:
    return date_format(first, "F Y")
