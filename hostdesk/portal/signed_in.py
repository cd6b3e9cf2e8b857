"""Which customer is signed in; apart from the desk's sign-in (docs/decisions/0005)."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from hostdesk.customers.models import Contact
from hostdesk.portal.models import CustomerSession
from hostdesk.portal.own_origin import from_our_pages
from hostdesk.portal.sessions import LONGEST, CustomerStore
from hostdesk.tickets.access import NotFound

COOKIE = "hostdesk_my"
FRESH = timedelta(minutes=30)  # after signing in, for changes of how she signs in
_LOOK = timedelta(minutes=5)  # between two writings of "seen"
_ASKED = "_hostdesk_my"
View = Callable[..., HttpResponseBase]


def contact_of(request: HttpRequest) -> Contact | None:
    """The contact who is signed in; without the cookie nothing is asked. One query a request."""
    store = store_of(request)
    return store.row.contact if store and store.row else None


def store_of(request: HttpRequest) -> CustomerStore | None:
    """Her session."""
    if not hasattr(request, _ASKED):
        now = timezone.now()
        store = CustomerStore.open_by(request.COOKIES.get(COOKIE, ""), now)
        if store and store.row and store.row.seen_at < now - _LOOK:
            store.seen(now)
        setattr(request, _ASKED, store)
    found: CustomerStore | None = getattr(request, _ASKED)
    return found


def session_of(request: HttpRequest) -> CustomerSession:
    """The row of her session; only behind `customers_only`."""
    store = store_of(request)
    if store is None or store.row is None:
        raise Http404
    return store.row


def signed_in(request: HttpRequest) -> Contact:
    """The contact; only behind `customers_only`."""
    return session_of(request).contact


def customers_only(view: View) -> View:
    """For contacts, in their language; others sign in first. What is not hers cannot be found."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        contact = contact_of(request)
        if contact is None:
            return _sign_in_first(request)
        with translation.override(language_of(contact)):
            try:
                response = view(request, *args, **kwargs)
            except NotFound as error:
                raise Http404 from error
            response.headers["Content-Language"] = language_of(contact)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return from_our_pages(guarded)


def freshly_signed_in(view: View) -> View:
    """For changes of how she signs in: whoever finds an open browser must not be able to lock her out."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_fresh(session_of(request)):
            here = request.path if request.method in ("GET", "HEAD") else reverse("portal:my_security")
            return redirect(f"{reverse('portal:my_sign_in')}?{urlencode({'next': here, 'again': '1'})}")
        return view(request, *args, **kwargs)

    return customers_only(guarded)


def is_fresh(session: CustomerSession) -> bool:
    """Whether this sign-in may change how she signs in: a moment ago, and by more than a password."""
    return is_proven(session) and timezone.now() - session.started_at <= FRESH


def is_proven(session: CustomerSession) -> bool:
    """Whether it proved her mailbox or device; somebody else may know a password."""
    return session.way in ("link", "passkey") or session.had_second_factor


def language_of(contact: Contact) -> str:
    """The contact's, else the customer's, else the installation's language."""
    wanted = (contact.language, contact.customer.language, settings.HOSTDESK["HOSTDESK_LANGUAGE"])
    return next(str(one) for one in wanted if one in dict(settings.LANGUAGES))


def sign_in(request: HttpRequest, response: HttpResponse, values: dict[str, Any]) -> CustomerSession:
    """A session with a new key; the one that this browser had is gone. `values` as `CustomerStore.begin`."""
    end_session(request)
    store = CustomerStore.begin({**values, "ip": address_of(request), "browser": browser_of(request)})
    set_cookie(response, store)
    setattr(request, _ASKED, store)
    assert store.row is not None  # noqa: S101 - it was just written
    return store.row


def end_session(request: HttpRequest) -> None:
    """Sign this browser out."""
    store = store_of(request)
    if store is not None:
        store.delete()
        setattr(request, _ASKED, None)


def renew_key(request: HttpRequest, response: HttpResponse) -> None:
    """Another key for the same session, after a change of how she signs in."""
    store = store_of(request)
    if store is not None:
        store.cycle_key()
        set_cookie(response, store)


def set_cookie(response: HttpResponse, store: CustomerStore) -> None:
    """The key for the browser: no script reads it, no other site's form sends it."""
    response.set_cookie(
        COOKIE, store.token, max_age=int(LONGEST.total_seconds()), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE, path="/",
    )  # fmt: skip


def address_of(request: HttpRequest) -> str:
    """From where the browser asks; "" if unknown."""
    return str(request.META.get("REMOTE_ADDR") or "")[:45]


def browser_of(request: HttpRequest) -> str:
    """The browser's name, in one line."""
    said = request.headers.get("User-Agent", "")
    return "".join(one for one in said if one.isprintable())[:300]


class SignedInMiddleware:
    """Says to caches that a page depends on who is signed in, where it was asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer."""
        response = self._get_response(request)
        if hasattr(request, _ASKED):
            patch_vary_headers(response, ("Cookie",))
        return response


def _sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """A text that was written meanwhile is shown, so that it can be sent after signing in."""
    if request.method not in ("GET", "HEAD"):
        text = request.POST.get("text", "")[:100_000]
        return render(request, "portal/my/signed_out.html", {"text": text}, status=401)
    return redirect(f"{reverse('portal:my_sign_in')}?{urlencode({'next': request.get_full_path()[:200]})}")
