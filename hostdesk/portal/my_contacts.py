"""My colleagues: for managers, who decide who sees what and who may agree."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact
from hostdesk.portal import brakes, colleagues, entering
from hostdesk.portal.my_page import manages, show
from hostdesk.portal.own_origin import from_our_pages
from hostdesk.portal.signed_in import address_of, customers_only, language_of, signed_in
from hostdesk.tickets.access import NotFound


@customers_only
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Everybody who writes for her company, and who is invited."""
    return _page(request, _manager(request))


@customers_only
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What a colleague sees, whether she may agree, or that she has left."""
    by, now, sent = _manager(request), timezone.now(), request.POST

    def act() -> str:
        if "left" in sent:
            colleagues.remove(by, pk, at=now)
            return "left"
        colleagues.change(by, pk, place=sent.get("place", ""), may_order="may_order" in sent, at=now)
        return "saved"

    return _acted(request, by, act)


@customers_only
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """A link goes to the new colleague's address."""
    by, now, sent = _manager(request), timezone.now(), request.POST

    def act() -> str:
        if brakes.is_on(brakes.INVITATIONS, str(by.customer_id)):
            raise NotAllowed(_("You have invited many people today. Please go on tomorrow."))
        address = sent.get("address", "").strip()
        try:
            validate_email(address)
        except ValidationError as error:
            raise NotAllowed(_("Please enter her mail address, like name@example.com.")) from error
        brakes.count(brakes.INVITATIONS, str(by.customer_id))
        colleagues.invite(
            by, name=sent.get("name", ""), address=address, place=sent.get("place", ""),
            may_order="may_order" in sent, at=now,
        )  # fmt: skip
        return "invited"

    return _acted(request, by, act)


@customers_only
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation's link works no more."""
    by, now = _manager(request), timezone.now()

    def act() -> str:
        colleagues.withdraw(by, pk, at=now)
        return "withdrawn"

    return _acted(request, by, act)


@from_our_pages
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the invitation's link: the button proves the address and signs her in."""
    ip, now = address_of(request), timezone.now()
    if brakes.is_on(brakes.LINKS, ip):
        return render(request, "portal/my/void_link.html", status=429)
    found = colleagues.find(token, now)
    if found is None:
        brakes.count(brakes.LINKS, ip)
        return render(request, "portal/my/void_link.html", status=404)
    with translation.override(language_of(found.invited_by)):
        if request.method != "POST":
            return render(request, "portal/my/join.html", {"invitation": found})
        try:
            contact = colleagues.join(token, now)
        except NotAllowed as refusal:
            context = {"invitation": found, "wrong": str(refusal)}
            return render(request, "portal/my/join.html", context, status=409)
    return entering.enter(request, contact, "link", "")


def _manager(request: HttpRequest) -> Contact:
    contact = signed_in(request)
    if not manages(contact):
        raise NotFound("colleagues")
    return contact


def _acted(request: HttpRequest, by: Contact, act: Callable[[], str]) -> HttpResponse:
    try:
        done = act()
    except NotAllowed as refusal:
        return _page(request, by, wrong=str(refusal), status=422)
    return redirect(f"{reverse('portal:my_contacts')}?done={done}#done")


def _page(request: HttpRequest, by: Contact, *, wrong: str = "", status: int = 200) -> HttpResponse:
    context = {
        "people": colleagues.of(by),
        "places": [(place.value, words) for place, words in colleagues.PLACES.items()],
        "waiting": colleagues.waiting(by, timezone.now()),
        "wrong": wrong,
        "typed": request.POST if wrong else {},
    }
    return show(request, "portal/my/contacts.html", "contacts", context, status=status)
