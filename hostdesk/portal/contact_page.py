"""The contact form: first what it is about, then what that department needs; nothing is lost (M1, M7)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission
from hostdesk.portal import (
    contact_sent,
    contact_showing,
    form_files,
    form_guard,
    form_token,
    form_topics,
    form_uploads,
)
from hostdesk.portal.contact_form import ContactForm
from hostdesk.portal.contact_frame import framed
from hostdesk.portal.contact_outage import text_given_back
from hostdesk.portal.contact_showing import Visit, as_typed
from hostdesk.portal.form_objections import objection
from hostdesk.portal.form_posted import TooMuch, posted
from hostdesk.portal.form_token import Standing, Token
from hostdesk.portal.signed_in import contact_of

_METHODS = ("GET", "HEAD", "POST")


@csrf_exempt  # no cookie before sign-in: a signed token and the browser's word on where it comes from
@require_http_methods(_METHODS)
@text_given_back
def contact(request: HttpRequest) -> HttpResponse:
    """The page on our own site."""
    return _answer(_visit(request, is_embedded=False))


@csrf_exempt  # as above
@require_http_methods(_METHODS)
@framed
@text_given_back
def embedded(request: HttpRequest) -> HttpResponse:
    """The same in a frame of the provider's site; nobody is signed in there."""
    return _answer(_visit(request, is_embedded=True))


def _visit(request: HttpRequest, *, is_embedded: bool) -> Visit:
    now, language = timezone.now(), "de" if get_language() == "de" else "en"
    contact = None if is_embedded else contact_of(request)
    return Visit(request, is_embedded, now, language, contact, form_topics.groups(now, language))


def _answer(visit: Visit) -> HttpResponse:
    return _posted(visit) if visit.request.method == "POST" else _opened(visit)


def _opened(visit: Visit) -> HttpResponse:
    visit.said = visit.request.GET.dict()
    if again := contact_sent.earlier(visit.said.get("again", "")):
        return _corrected(visit, again)
    visit.topic = form_topics.find(visit.said.get("about", ""), visit.groups)
    if visit.topic is None:
        return contact_showing.topics(visit)
    return contact_showing.form(visit, as_typed(visit), form_token.new(visit.contact_id))


def _corrected(visit: Visit, earlier: Submission) -> HttpResponse:
    """A new request that says the same, for who mistyped her address."""
    visit.topic = form_topics.find(earlier.about, visit.groups) or visit.about
    visit.said = contact_sent.typed(earlier)
    visit.notices.append(_("Please write the right address. Everything else is as you have sent it."))
    # Always the same form, so that opening it again and again fills no disk.
    nonce = salted_hmac("hostdesk.portal.form.corrected", earlier.token, algorithm="sha256").hexdigest()[:32]
    token = form_token.new(visit.contact_id, nonce)
    form_files.put(token.nonce, earlier.files)
    return contact_showing.form(visit, as_typed(visit), token)


def _posted(visit: Visit) -> HttpResponse:
    try:
        visit.said, uploaded = posted(visit.request)
    except TooMuch as much:
        return contact_showing.page(visit, "portal/contact_too_much.html", status=413, words=much.words)
    visit.topic = form_topics.find(visit.said.get("about", ""), visit.groups) or visit.about
    token = form_token.read(visit.said.get("token", ""), visit.contact_id)
    visit.notices += form_uploads.keep(visit.request, visit.contact, token.nonce, uploaded)
    act = visit.said.get("do", "send")
    if act == "send":
        return _sent(visit, token)
    if act.startswith("remove:"):
        form_files.remove(token.nonce, act.removeprefix("remove:"))
    return contact_showing.form(visit, as_typed(visit), token, looks=act == "look")


def _sent(visit: Visit, token: Token) -> HttpResponse:
    if token.standing is Standing.OLD and door.number_of(token.nonce) is not None:
        return redirect(contact_sent.address(token.nonce, is_embedded=visit.is_embedded))
    form = ContactForm(visit.said, topic=visit.about, contact=visit.contact)
    if not form.is_valid() or visit.notices:
        return contact_showing.form(visit, form, token, status=422)
    if why := objection(visit.request, visit.contact, token):
        status, words = why
        visit.notices.append(words)
        return contact_showing.form(visit, form, token, status=status)
    return _accepted(visit, form, token)


def _accepted(visit: Visit, form: ContactForm, token: Token) -> HttpResponse:
    is_new = door.number_of(token.nonce) is None
    try:
        door.accept(_submission(visit, form, token), visit.now)
    except door.Changed as changed:
        return _changed(visit, form, token, changed.number)
    if is_new:
        form_guard.count(visit.request, visit.contact)
    form_files.forget(token.nonce)
    return redirect(contact_sent.address(token.nonce, is_embedded=visit.is_embedded))


def _changed(visit: Visit, form: ContactForm, token: Token, number: str) -> HttpResponse:
    """Sent before, and other words now: a new request, if she wants."""
    other = form_token.new(visit.contact_id, age=form_guard.QUICKEST)
    form_files.move(token.nonce, other.nonce)
    words = _(
        "You have sent this form already, as %(number)s, and changed it since. "
        "Send it now as a new request, or simply reply to our mail."
    )
    visit.notices.append(words % {"number": number or "…"})
    return contact_showing.form(visit, form, other, status=409)


def _submission(visit: Visit, form: ContactForm, token: Token) -> Submission:
    name, address = form.sender
    subject, text = form.cleaned_data["subject"], form.cleaned_data["text"]
    customer, account, invoice = form.numbers
    return Submission(
        token=token.nonce,
        language=visit.language,
        department=visit.about.department,
        name=name,
        address=address,
        customer_number=customer,
        account_number=account,
        invoice_number=invoice,
        subject=subject,
        text=text,
        files=form_files.files(token.nonce),
        contact_id=visit.contact_id,
        read=tuple(visit.read),
        suspicion=form_guard.suspicion(visit.request, visit.said, subject, text, visit.contact),
        about=visit.about.slug,
        service=visit.about.service,
        earlier=visit.earlier,
    )
