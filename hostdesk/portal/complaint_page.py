"""Disputing an invoice: a customer picks her invoice and its items, a guest types them (M2, M7)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission
from hostdesk.portal import (
    complaint_rows,
    complaint_showing,
    complaint_text,
    contact_sent,
    form_files,
    form_guard,
    form_token,
    form_uploads,
)
from hostdesk.portal.complaint_form import ComplaintForm
from hostdesk.portal.complaint_rows import Row
from hostdesk.portal.complaint_showing import Visit
from hostdesk.portal.contact_outage import text_given_back
from hostdesk.portal.form_objections import objection
from hostdesk.portal.form_posted import TooMuch, posted
from hostdesk.portal.form_token import Standing, Token
from hostdesk.portal.signed_in import contact_of


@csrf_exempt  # no cookie before sign-in: a signed token and the browser's word on where it comes from
@require_http_methods(["GET", "HEAD", "POST"])
@text_given_back
def complaint(request: HttpRequest) -> HttpResponse:
    """The invoices to pick from, or the form for one of them."""
    language = "de" if get_language() == "de" else "en"
    visit = Visit(request, timezone.now(), language, contact_of(request))
    return _posted(visit) if request.method == "POST" else _opened(visit)


def _opened(visit: Visit) -> HttpResponse:
    visit.said = visit.request.GET.dict()
    if visit.may_pick and "invoice" not in visit.said:
        return complaint_showing.invoices(visit)
    form = ComplaintForm(
        initial={"invoice": visit.said.get("invoice", "")}, contact=visit.contact, chosen=visit.chosen
    )
    rows = complaint_showing.rows(visit, is_sent=False)
    return complaint_showing.form(visit, form, rows, form_token.new(visit.contact_id))


def _posted(visit: Visit) -> HttpResponse:
    try:
        visit.said, uploaded = posted(visit.request)
    except TooMuch as much:
        return complaint_showing.too_much(visit, much.words)
    token = form_token.read(visit.said.get("token", ""), visit.contact_id)
    visit.notices += form_uploads.keep(visit.request, visit.contact, token.nonce, uploaded)
    act = visit.said.get("do", "send")
    rows = complaint_showing.rows(visit, is_sent=act == "send")
    if act == "send":
        return _sent(visit, rows, token)
    if act.startswith("remove:"):
        form_files.remove(token.nonce, act.removeprefix("remove:"))
    form = ComplaintForm(initial=dict(visit.said), contact=visit.contact, chosen=visit.chosen)
    return complaint_showing.form(visit, form, rows, token)


def _sent(visit: Visit, rows: list[Row], token: Token) -> HttpResponse:
    if token.standing is Standing.OLD and door.number_of(token.nonce) is not None:
        return redirect(contact_sent.address(token.nonce))
    form = ComplaintForm(visit.said, contact=visit.contact, chosen=visit.chosen)
    meant = complaint_rows.meant(rows)
    if not meant:
        visit.notices.append(_("Please name at least one item that you dispute, and why."))
    are_right = all(row.is_valid() for row in meant)
    if not form.is_valid() or not are_right or visit.notices:
        return complaint_showing.form(visit, form, rows, token, status=422)
    if why := objection(visit.request, visit.contact, token):
        status, words = why
        visit.notices.append(words)
        return complaint_showing.form(visit, form, rows, token, status=status)
    return _accepted(visit, form, rows, token)


def _accepted(visit: Visit, form: ComplaintForm, rows: list[Row], token: Token) -> HttpResponse:
    is_new = door.number_of(token.nonce) is None
    try:
        door.accept(_submission(visit, form, complaint_rows.meant(rows), token), visit.now)
    except door.Changed as changed:
        return _changed(visit, form, rows, token, changed.number)
    if is_new:
        form_guard.count(visit.request, visit.contact)
    form_files.forget(token.nonce)
    return redirect(contact_sent.address(token.nonce))


def _changed(visit: Visit, form: ComplaintForm, rows: list[Row], token: Token, number: str) -> HttpResponse:
    """Sent before, and other words now: a new request, if she wants."""
    other = form_token.new(visit.contact_id, age=form_guard.QUICKEST)
    form_files.move(token.nonce, other.nonce)
    words = _(
        "You have sent this form already, as %(number)s, and changed it since. "
        "Send it now as a new request, or simply reply to our mail."
    )
    visit.notices.append(words % {"number": number or "…"})
    return complaint_showing.form(visit, form, rows, other, status=409)


def _submission(visit: Visit, form: ComplaintForm, rows: list[Row], token: Token) -> Submission:
    name, address = form.sender
    number, customer = form.invoice_number, form.customer_number
    subject = complaint_text.subject(number, visit.language)
    text = complaint_text.text(number, rows, str(form.cleaned_data["text"]), visit.language)
    return Submission(
        token=token.nonce,
        language=visit.language,
        department="accounting",
        name=name,
        address=address,
        customer_number=customer,
        invoice_number=number,
        subject=subject,
        text=text,
        files=form_files.files(token.nonce),
        items=tuple(row.disputed for row in rows),
        contact_id=visit.contact_id,
        suspicion=form_guard.suspicion(visit.request, visit.said, subject, text, visit.contact),
        about="complaint",
    )
