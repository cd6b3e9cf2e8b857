"""The page behind the question after solving: no sign-in, and only the button answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hostdesk.portal import brakes
from hostdesk.portal.own_origin import from_our_pages
from hostdesk.portal.signed_in import address_of
from hostdesk.ratings import answering
from hostdesk.ratings.models import Rating

_SAID = {"yes": True, "no": False}


@from_our_pages
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, keep the answer, or say that it is kept; in the language of the ticket."""
    ip = address_of(request)
    found = None if brakes.is_on(brakes.LINKS, ip) else answering.find(token)
    if found is None:
        brakes.count(brakes.LINKS, ip)
        return _show(request, None, status=404)
    with translation.override(found.ticket.language):
        if request.method == "POST" and answering.is_open(found, timezone.now()):
            return _take(request, found)
        return _show(request, found)


def _take(request: HttpRequest, found: Rating) -> HttpResponse:
    sent = request.POST
    was_solved = _SAID.get(sent.get("solved", ""))
    stars = sent.get("stars", "")
    if was_solved is None and not stars:
        return _show(request, found, is_empty=True, status=422)
    answering.answer(
        found, was_solved=was_solved, stars=int(stars) if stars in {"1", "2", "3", "4", "5"} else None,
        comment=sent.get("comment", ""), at=timezone.now(),
    )  # fmt: skip
    return redirect(request.path)


def _show(
    request: HttpRequest, found: Rating | None, *, is_empty: bool = False, status: int = 200
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else request.GET
    context = {
        "rating": found,
        "is_open": found is not None and answering.is_open(found, timezone.now()),
        "is_empty": is_empty,
        "solved": typed.get("solved", ""),  # what the link says is only chosen, not sent
        "stars": typed.get("stars", ""),
        "comment": request.POST.get("comment", ""),
        "choices": ["1", "2", "3", "4", "5"],
    }
    response = render(request, "portal/my/rating.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["X-Frame-Options"] = "DENY"
    return response
