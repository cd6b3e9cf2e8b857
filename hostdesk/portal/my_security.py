"""Security: password, passkeys, second factor, sessions. Each change is told by mail."""

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hostdesk.customers.models import Contact
from hostdesk.journal.record import writing
from hostdesk.portal import my_letters, passkeys, passwords, second_factor
from hostdesk.portal.models import CustomerSession, Login
from hostdesk.portal.my_page import show
from hostdesk.portal.signed_in import (
    customers_only,
    freshly_signed_in,
    is_fresh,
    language_of,
    renew_key,
    session_of,
    signed_in,
)
from hostdesk.portal.telling import tell
from hostdesk.tickets.letters import moment

_SALT = "portal.new_factor"
_PATIENCE = 1800  # seconds to read the QR code and type the first code


@customers_only
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """How she signs in, and where she is signed in."""
    return page(request)


@freshly_signed_in
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """Set or remove the password; other sessions end."""
    contact = signed_in(request)
    if "remove" in request.POST:
        with writing():
            passwords.remove(contact)
            _tell(contact, "password_removed")
        return _done("no-password")
    try:
        new = passwords.hashed(contact, request.POST.get("password", ""))
    except ValidationError as error:
        return page(request, wrong={"password": list(error.messages)}, status=422)
    with writing():
        passwords.keep(contact, new)
        _tell(contact, "password_set")
    return _alone(request, "password")


@freshly_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """Switch the second factor on: a QR code, and the first code as proof that it was read."""
    contact, now = signed_in(request), timezone.now()
    if second_factor.is_on(contact):
        return redirect("portal:my_security")
    if request.method != "POST":
        return _factor_page(request, contact, second_factor.new_secret())
    secret = _secret(request.POST.get("state", ""), contact)
    if secret is None:
        return redirect("portal:my_factor")
    step = second_factor.fits(secret, request.POST.get("code", "")[:20], now)
    if step is None:
        words = _("This code does not fit. Please type the one that your app shows now.")
        return _factor_page(request, contact, secret, wrong=words, status=422)
    with writing():
        codes = second_factor.switch_on(contact, secret, step, now)
        _tell(contact, "second_factor_on")
    _end_others(request)
    response = show(request, "portal/my/codes.html", "security", {"codes": codes})
    renew_key(request, response)
    return response


@freshly_signed_in
@require_POST
def factor_off(request: HttpRequest) -> HttpResponse:
    """Switch it off again."""
    contact = signed_in(request)
    if second_factor.is_on(contact):
        with writing():
            second_factor.switch_off(contact)
            _tell(contact, "second_factor_off")
    return _done("no-factor")


@freshly_signed_in
@require_POST
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown once."""
    contact = signed_in(request)
    if not second_factor.is_on(contact):
        return redirect("portal:my_security")
    with writing():
        made = second_factor.new_recovery_codes(Login.objects.get(contact=contact))
        _tell(contact, "recovery_codes")
    return show(request, "portal/my/codes.html", "security", {"codes": made})


@customers_only
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    contact = signed_in(request)
    with writing():
        tell(contact, "my.sessions_ended")
    return _alone(request, "ended")


def page(
    request: HttpRequest, *, wrong: dict[str, list[str]] | None = None, status: int = 200
) -> HttpResponse:
    """The page with everything on it."""
    contact, here = signed_in(request), session_of(request)
    language = language_of(contact)
    context: dict[str, Any] = {
        "is_fresh": is_fresh(here),
        "has_password": passwords.has_one(contact),
        "passkeys": [
            {"pk": one.pk, "name": one.name, "made": moment(one.made_at, language),
             "used": moment(one.used_at, language) if one.used_at else ""}
            for one in passkeys.passkeys_of(contact)
        ],
        "can_passkeys": passkeys.can(request),
        "has_factor": second_factor.is_on(contact),
        "codes_left": second_factor.recovery_codes_left(contact),
        "sessions": [_session(one, here, language) for one in _sessions(contact)],
        "wrong": wrong or {},
    }  # fmt: skip
    return show(request, "portal/my/security.html", "security", context, status=status)


def _factor_page(
    request: HttpRequest, contact: Contact, secret: str, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "picture": second_factor.drawing(second_factor.address(secret, contact)),
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "state": signing.dumps([contact.pk, secret], salt=_SALT),
        "wrong": wrong,
    }
    return show(request, "portal/my/factor.html", "security", context, status=status)


def _secret(state: str, contact: Contact) -> str | None:
    """The secret that this page has shown to her some minutes ago."""
    try:
        pk, secret = signing.loads(state, salt=_SALT, max_age=_PATIENCE)
    except signing.BadSignature:
        return None
    return str(secret) if pk == contact.pk else None


def _tell(contact: Contact, kind: str, **values: str) -> None:
    """The journal, and a mail to her: whoever did it, she learns of it."""
    tell(contact, f"my.{kind}")
    my_letters.send(contact, kind, timezone.now(), **values)


def _alone(request: HttpRequest, done: str) -> HttpResponse:
    """Only this session goes on, under another key."""
    _end_others(request)
    response = _done(done)
    renew_key(request, response)
    return response


def _end_others(request: HttpRequest) -> None:
    here = session_of(request)
    CustomerSession.objects.filter(contact=here.contact_id).exclude(pk=here.pk).delete()


def _sessions(contact: Contact) -> list[CustomerSession]:
    return list(CustomerSession.objects.filter(contact=contact, expire_date__gt=timezone.now()))


def _session(one: CustomerSession, here: CustomerSession, language: str) -> dict[str, Any]:
    return {
        "is_here": one.pk == here.pk,
        "started": moment(one.started_at, language),
        "seen": moment(one.seen_at, language),
        "browser": one.browser[:120] or _("unknown browser"),
        "ip": one.ip,
    }


def _done(what: str) -> HttpResponse:
    return redirect(f"{reverse('portal:my_security')}?done={what}#done")
