"""Signing in with a passkey: the browser fetches our question and posts what the device answers."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hostdesk.portal import brakes, entering, passkeys, signed_in
from hostdesk.portal.own_origin import from_our_pages


@from_our_pages
@require_POST
def question(request: HttpRequest) -> JsonResponse:
    """A new question for the device."""
    return JsonResponse(passkeys.ask_to_sign_in(request), headers={"Cache-Control": "no-store"})


@from_our_pages
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Signed in, if the device's answer is right."""
    ip, sent = signed_in.address_of(request), request.POST
    if brakes.is_on(brakes.PASSKEYS, ip):
        return _wrong(request, 429)
    said, state = sent.get("answer", "")[:20_000], sent.get("state", "")[:5_000]
    contact = passkeys.signed_in_by(request, said, state, timezone.now())
    if contact is None:
        brakes.count(brakes.PASSKEYS, ip)
        return _wrong(request, 422)
    return entering.let_in(request, contact, "passkey", sent.get("next", ""), had_second_factor=True)


def _wrong(request: HttpRequest, status: int) -> HttpResponse:
    words = _("This passkey is not known here (any more). Please ask for a link by mail.")
    context = {"wrong": words, "has_passkeys": passkeys.can(request), "next": request.POST.get("next", "")}
    return render(request, "portal/my/sign_in.html", context, status=status)
