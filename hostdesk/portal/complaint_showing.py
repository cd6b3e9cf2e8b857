"""One look at the form for an invoice: who looks, which invoice, and what the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.complaints.matching import find, may_see
from hostdesk.core.tariff_words import money
from hostdesk.customers.models import Contact, Invoice, InvoiceStatus
from hostdesk.portal import complaint_rows, form_files, form_guard
from hostdesk.portal.complaint_form import ComplaintForm
from hostdesk.portal.complaint_rows import Row
from hostdesk.portal.form_token import Token
from hostdesk.portal.my_page import sees_company
from hostdesk.tickets.letters import moment
from hostdesk.tickets.standing import promise

_SHOWN = 24  # invoices to pick from; earlier ones are found by their number


_STATUS = {
    InvoiceStatus.OPEN: gettext_lazy("open"),
    InvoiceStatus.PAID: gettext_lazy("paid"),
    InvoiceStatus.CANCELLED: gettext_lazy("cancelled"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """An invoice as one line."""

    number: str
    date: str
    gross: str
    status: str


@dataclass
class Visit:
    """One request; `said` is what was typed so far."""

    request: HttpRequest
    now: datetime
    language: str
    contact: Contact | None
    said: Mapping[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    @property
    def contact_id(self) -> int | None:
        """Who is signed in."""
        return self.contact.pk if self.contact else None

    @cached_property
    def may_pick(self) -> bool:
        """Whether there is an invoice of her firm with items, and she sees what is the firm's."""
        return bool(self._reader and _of(self._reader).exists())

    @cached_property
    def chosen(self) -> Invoice | None:
        """The invoice whose items are shown: hers, and no other."""
        named = self.said.get("invoice", "").strip()
        if self._reader is None or not named:
            return None
        found = find(named[:40])
        return found if found and found.revision and may_see(self._reader, found) else None

    @cached_property
    def _reader(self) -> Contact | None:
        """Amounts are for who sees the company's statements; others type what stands on the paper."""
        return self.contact if self.contact and sees_company(self.contact) else None


def invoices(visit: Visit) -> HttpResponse:
    """Which invoice is it about?"""
    assert visit.contact is not None  # noqa: S101 - asked by `may_pick`
    return _page(
        visit,
        "portal/complaint_invoices.html",
        invoices=[_listed(one, visit.language) for one in _of(visit.contact)[:_SHOWN]],
    )


def rows(visit: Visit, *, is_sent: bool) -> list[Row]:
    """The items of the invoice, or rows to type in."""
    if visit.chosen is None:
        return complaint_rows.typed(visit.said, visit.language, is_sent=is_sent)
    items = list(visit.chosen.items.filter(revision=visit.chosen.revision))
    return complaint_rows.picked(items, visit.said, visit.language, is_sent=is_sent)


def form(
    visit: Visit, filled: ComplaintForm, shown: list[Row], token: Token, *, status: int = 200
) -> HttpResponse:
    """The form as it stands."""
    due, _calendar = promise(visit.contact.customer if visit.contact else None, visit.now)
    return _page(
        visit,
        "portal/complaint_form.html",
        status=status,
        form=filled,
        rows=shown,
        lacks=bool(filled.errors) or any(row.errors for row in shown if row.is_bound and row.is_meant),
        has_room=visit.chosen is None and len(shown) < complaint_rows.MOST_TYPED,
        token=token.text,
        kept=form_files.listed(token.nonce),
        trap=form_guard.TRAP,
        limits={"count": form_files.MOST, "bytes": form_files.LARGEST, "mb": form_files.LARGEST // 1_000_000},
        due=moment(due, visit.language),
    )


def too_much(visit: Visit, words: str) -> HttpResponse:
    """It was not read."""
    return _page(visit, "portal/contact_too_much.html", status=413, words=words)


def _of(contact: Contact) -> QuerySet[Invoice]:
    """Those with items, the newest first; none for who has left."""
    found = Invoice.objects.filter(customer=contact.customer_id, revision__gt=0)
    return found.none() if contact.is_former else found


def _listed(one: Invoice, language: str) -> Listed:
    day = date_format(one.issued_on, "j. F Y" if language == "de" else "j F Y")
    return Listed(one.number, day, money(one.gross, language), str(_STATUS[InvoiceStatus(one.status)]))


def _page(visit: Visit, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {
        "base": "portal/site.html",
        "heading": _("An invoice is wrong"),
        "here": visit.request.path,
        "contact": visit.contact,
        "chosen": visit.chosen,
        "notices": visit.notices,
    }
    response = render(visit.request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response
