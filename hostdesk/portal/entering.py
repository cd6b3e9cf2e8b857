"""From a first proof to a session: the second factor is asked for in between, on our side."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from hostdesk.customers.models import Contact
from hostdesk.journal.record import writing
from hostdesk.portal import proofs, second_factor, signed_in
from hostdesk.portal.telling import tell

_SALT = "portal.half_way"
_HALF_WAY = timedelta(minutes=10)


def enter(request: HttpRequest, contact: Contact, way: str, next_path: str) -> HttpResponse:
    """She has proven herself by `way` (link or password): to her page, or to the second factor first."""
    with writing():
        proofs.keep_only_hers(contact)
    if second_factor.is_on(contact):
        state = signing.dumps([contact.pk, contact.address.lower(), way, next_path], salt=_SALT)
        with translation.override(signed_in.language_of(contact)):
            return render(request, "portal/my/code.html", {"state": state})
    return let_in(request, contact, way, next_path)


def half_way(state: str) -> tuple[Contact, str, str] | None:
    """Who has given the first proof some minutes ago, by which way, and where she wants to go."""
    try:
        pk, address, way, next_path = signing.loads(state, salt=_SALT, max_age=_HALF_WAY)
    except signing.BadSignature:
        return None
    found = Contact.objects.select_related("customer").filter(pk=pk, address=address, is_former=False)
    contact = found.first()
    return (contact, way, next_path) if contact else None


def let_in(
    request: HttpRequest, contact: Contact, way: str, next_path: str, *, had_second_factor: bool = False
) -> HttpResponse:
    """The session, and the page that she wanted."""
    response = redirect(path_of(next_path))
    values: dict[str, Any] = {"contact": contact, "address": contact.address.lower(), "way": way}
    with writing():
        tell(contact, "my.signed_in", way=way, second_factor=had_second_factor)
    signed_in.sign_in(request, response, {**values, "had_second_factor": had_second_factor})
    return response


def path_of(next_path: str) -> str:
    """A page of ours, else her tickets."""
    is_ours = (
        next_path.startswith("/")
        and not next_path.startswith("/my/sign-")
        and url_has_allowed_host_and_scheme(next_path, allowed_hosts=None)
    )
    return next_path if is_ours else reverse("portal:my")
