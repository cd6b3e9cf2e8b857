"""A simple mail program for the demo's customers: what the desk wrote to them, and what they write."""

import smtplib
from collections.abc import Callable
from functools import wraps

from csp.decorators import csp_exempt
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hostdesk.demo import people as directory
from hostdesk.demo import post, reading, writing
from hostdesk.demo.cast import DEPARTMENTS, PASSWORD
from hostdesk.demo.forms import Answer, New, Somebody

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """A page that exists only where the demo is installed: it shows mail to everybody."""

    @wraps(view)
    def guarded(request: HttpRequest, **words: str) -> HttpResponse:
        if not post.is_installed() or not _is_address(words.get("address", "nobody@example.test")):
            raise Http404
        response = view(request, **words)
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


@require_GET
@demo_only
def people(request: HttpRequest) -> HttpResponse:
    """Whose mail would you like to read?"""
    wanted = request.GET.get("q", "").strip()
    return render(
        request,
        "demo/people.html",
        {
            "people": directory.found(wanted),
            "wanted": wanted,
            "form": Somebody(),
            "staff": directory.at_the_desk(),
            "password": PASSWORD,
        },
    )


@require_POST
@demo_only
def somebody(request: HttpRequest) -> HttpResponse:
    """Write as a stranger whom nobody knows yet."""
    form = Somebody(request.POST)
    if not form.is_valid():
        return render(request, "demo/people.html", {"people": directory.found(""), "form": form}, status=422)
    return redirect("demo:write", address=form.cleaned_data["address"].lower())


@require_GET
@demo_only
def mailbox(request: HttpRequest, address: str) -> HttpResponse:
    """One mailbox, with the newest mail open that came from the desk."""
    mails = post.mails_of(address)
    received = [kept for kept in mails if not kept.is_sent]
    return _shown(request, address, next(iter(received or mails), None))


@require_GET
@demo_only
def mail(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """One mail, with the form to answer it."""
    return _shown(request, address, _kept(address, name))


@require_GET
@csp_exempt()
@demo_only
def html(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """The HTML of a mail, for a frame without scripts, forms or requests to anywhere."""
    response = HttpResponse(reading.read(_kept(address, name)).html)
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
    )
    return response


@demo_only
def write(request: HttpRequest, address: str) -> HttpResponse:
    """A new mail to a department."""
    form = New(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        note = writing.new(directory.person(address), form.cleaned_data)
        if _hand_in(request, note):
            return redirect("demo:mailbox", address=address)
    return render(
        request,
        "demo/write.html",
        {**_around(address), "form": form, "departments": DEPARTMENTS},
        status=422 if form.errors else 200,
    )


@require_POST
@demo_only
def answer(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """Answer a mail of the desk, as any mail program does it."""
    kept = _kept(address, name)
    form = Answer(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, address, kept, form, status=422)
    note = writing.answer(directory.person(address), reading.read(kept), form.cleaned_data)
    if not _hand_in(request, note):
        return _shown(request, address, kept, form, status=503)
    return redirect("demo:mailbox", address=address)


@require_POST
@demo_only
def send_back(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """The customer's mail server finds after all that it cannot deliver the mail."""
    kept = _kept(address, name)
    if _hand_in(request, writing.bounce(address, kept)):
        messages.success(request, _("The mail went back as undeliverable. The ticket on the desk shows it."))
    return redirect("demo:mail", address=address, name=name)


def _shown(
    request: HttpRequest, address: str, kept: post.Kept | None, form: Answer | None = None, status: int = 200
) -> HttpResponse:
    context = _around(address) | {"mail": reading.read(kept) if kept else None, "form": form or Answer()}
    return render(request, "demo/mailbox.html", context, status=status)


def _around(address: str) -> dict[str, object]:
    return {"person": directory.person(address), "mails": directory.listed(address)}


def _kept(address: str, name: str) -> post.Kept:
    kept = post.find(address, name)
    if kept is None:
        raise Http404
    return kept


def _hand_in(request: HttpRequest, note: writing.Outgoing) -> bool:
    try:
        writing.send(note)
    except (OSError, smtplib.SMTPException) as error:
        words = _("The desk did not take the mail (%(why)s). Your text is still here: please try again.")
        messages.error(request, words % {"why": error})
        return False
    messages.success(request, _("Sent. It appears on the desk by itself."))
    return True


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return address == address.lower()
