"""Signing in: by a mailed link, by password; and out again."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hostdesk.customers.models import Contact
from hostdesk.journal.record import writing
from hostdesk.lib.mail_address import normal
from hostdesk.portal import asking, brakes, entering, links, passkeys, passwords, second_factor, signed_in
from hostdesk.portal import my_letters as letters
from hostdesk.portal.own_origin import from_our_pages
from hostdesk.ui.language import accepted_language


@from_our_pages
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Who are you? A link goes to the address, or the password is checked."""
    if request.method != "POST":
        if signed_in.contact_of(request) and "again" not in request.GET:
            return redirect(entering.path_of(request.GET.get("next", "")))
        return _form(request)
    address, password = request.POST.get("address", "").strip(), request.POST.get("password", "")
    if not _is_address(address):
        return _form(request, wrong=_("Please enter your mail address, like name@example.com."), status=422)
    if request.POST.get("with") == "password":
        return _by_password(request, address, password)
    return _by_link(request, address)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same for every address: if we know it, a link is on its way."""
    return render(request, "portal/my/sent.html")


@from_our_pages
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: opening it signs nobody in, the button does."""
    ip, now = signed_in.address_of(request), timezone.now()
    if brakes.is_on(brakes.LINKS, ip):
        return _void(request, status=429)
    found = links.find(token, now)
    if found is None:
        brakes.count(brakes.LINKS, ip)
        return _void(request, status=404)
    if request.method != "POST":
        with translation.override(signed_in.language_of(found.contact)):
            return render(request, "portal/my/link.html", {"contact": found.contact})
    used = links.use(token, now)
    if used is None:
        return _void(request, status=404)
    return entering.enter(request, used.contact, "link", used.next_path)


@from_our_pages
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second factor."""
    state = request.POST.get("state", "")
    found = entering.half_way(state)
    if request.method != "POST" or found is None:
        return redirect("portal:my_sign_in")
    contact, way, next_path = found
    with translation.override(signed_in.language_of(contact)):
        about = str(contact.pk)
        if brakes.is_on(brakes.CODES, about):
            words = _("There were too many wrong codes. Please wait a quarter of an hour and sign in again.")
            return render(request, "portal/my/code.html", {"state": "", "wrong": words}, status=429)
        if not _is_right(contact, request.POST.get("code", "")[:40]):
            brakes.count(brakes.CODES, about)
            words = _("This code is not right, or it has been used already. Please type the newest one.")
            return render(request, "portal/my/code.html", {"state": state, "wrong": words}, status=422)
    return entering.let_in(request, contact, way, next_path, had_second_factor=True)


@from_our_pages
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """This browser forgets who it was."""
    signed_in.end_session(request)
    response = redirect("portal:my_sign_in")
    response.delete_cookie(signed_in.COOKIE, samesite="Lax")
    response["Clear-Site-Data"] = '"cache"'
    return response


def _by_link(request: HttpRequest, address: str) -> HttpResponse:
    ip = signed_in.address_of(request)
    if brakes.is_on(brakes.ASKS, ip):
        return _form(request, wrong=_too_many(), status=429)
    brakes.count(brakes.ASKS, ip)
    asking.ask(address, language=accepted_language(request), ip=ip, next_path=request.POST.get("next", ""))
    return redirect("portal:my_sent")


def _by_password(request: HttpRequest, address: str, password: str) -> HttpResponse:
    ip, whose = signed_in.address_of(request), normal(address)  # one count for all spellings
    if brakes.is_on(brakes.PASSWORDS_HERE, ip) or brakes.is_on(brakes.PASSWORDS, whose):
        return _form(request, wrong=_too_many(), status=429)
    contact = passwords.checked(address, password)
    if contact is None:
        brakes.count(brakes.PASSWORDS_HERE, ip)
        brakes.count(brakes.PASSWORDS, whose)
        words = _("Address and password do not fit. If you have set no password, ask for a link by mail.")
        return _form(request, wrong=words, status=422)
    return entering.enter(request, contact, "password", request.POST.get("next", ""))


def _is_right(contact: Contact, code: str) -> bool:
    now = timezone.now()
    if second_factor.use_code(contact, code, now):
        return True
    with writing():
        if not second_factor.use_recovery_code(contact, code, now):
            return False
        letters.send(contact, "recovery_used", now, left=second_factor.recovery_codes_left(contact))
    return True


def _form(request: HttpRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    told = request.POST if request.method == "POST" else request.GET
    context = {
        "wrong": wrong,
        "address": told.get("address", ""),
        "next": told.get("next", ""),
        "again": "again" in told,
        "has_passkeys": passkeys.can(request),
        "passkey_begin": reverse("portal:my_passkey_question"),
    }
    return render(request, "portal/my/sign_in.html", context, status=status)


def _void(request: HttpRequest, *, status: int) -> HttpResponse:
    return render(request, "portal/my/void_link.html", status=status)


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254


def _too_many() -> str:
    return _("There were too many attempts. Please wait ten minutes and try again.")
