"""The page behind the one-time link: looking at it orders nothing, a button does (M15)."""

from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from hostdesk.billing import consents
from hostdesk.billing.actions import ConsentRefused, give_consent, refuse_consent, revoke_by_link
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core.consent import Objection
from hostdesk.core.states import NotAllowed
from hostdesk.portal.answers import answered, refused
from hostdesk.portal.deed import deed
from hostdesk.portal.sealed import sealed
from hostdesk.ui.language import accepted_language

WRONG_ONES = 30  # links that do not exist, from one address
WITHIN = 600  # seconds
_ANSWERED = (Answer.YES, Answer.NO, Answer.REVOKED)


@sealed
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question, or take the answer; in the language of the question."""
    if _guesses(request) >= WRONG_ONES:
        return _unknown(request, status=429)
    found = consents.find(token)
    if found is None:
        _count_guess(request)
        return _unknown(request, status=404)
    with translation.override(found.language):
        return _answer(request, token, found) if request.method == "POST" else _show(request, found)


def _show(request: HttpRequest, found: ConsentRequest) -> HttpResponse:
    now = timezone.now()
    if found.answer in _ANSWERED:
        return render(request, "portal/answered.html", {"page": answered(found, now)})
    if objection := consents.objection(found, now):
        return _refused(request, objection, found, status=200)
    return render(request, "portal/consent.html", {"deed": deed(found, now)})


def _answer(request: HttpRequest, token: str, found: ConsentRequest) -> HttpResponse:
    act = _ACTS.get(request.POST.get("answer", ""))
    if act is None:
        return redirect(request.path)
    try:
        act(token, request)
    except ConsentRefused as refusal:
        if refusal.objection is not Objection.ANSWERED:
            return _refused(request, refusal.objection, found, status=409)
    except NotAllowed:  # there was nothing left to take back: the page says how it stands
        pass
    return redirect(request.path)


def _give(token: str, request: HttpRequest) -> None:
    shown = request.POST.get("shown", "")
    give_consent(token, shown=shown, ip=_address(request), user_agent=_program(request))


def _refuse(token: str, request: HttpRequest) -> None:
    refuse_consent(token, ip=_address(request), user_agent=_program(request))


def _revoke(token: str, request: HttpRequest) -> None:
    revoke_by_link(token, ip=_address(request), user_agent=_program(request))


_ACTS: dict[str, Callable[[str, HttpRequest], None]] = {"yes": _give, "no": _refuse, "revoke": _revoke}


def _refused(
    request: HttpRequest, objection: Objection, found: ConsentRequest, *, status: int
) -> HttpResponse:
    page = refused(objection, found, found.language)
    return render(request, "portal/answered.html", {"page": page}, status=status)


def _unknown(request: HttpRequest, *, status: int) -> HttpResponse:
    language = accepted_language(request)
    with translation.override(language):
        page = refused(Objection.UNKNOWN, None, language)
        return render(request, "portal/answered.html", {"page": page}, status=status)


def _guesses(request: HttpRequest) -> int:
    return int(cache.get(_key(request), 0))


def _count_guess(request: HttpRequest) -> None:
    """A link has 256 bits: nobody guesses one, but nobody shall try for hours either."""
    cache.add(_key(request), 0, WITHIN)
    cache.incr(_key(request))


def _key(request: HttpRequest) -> str:
    return f"consent-guess:{_address(request)}"


def _address(request: HttpRequest) -> str | None:
    return request.META.get("REMOTE_ADDR") or None


def _program(request: HttpRequest) -> str:
    """The browser's name for the record, in one line."""
    return "".join(one for one in request.headers.get("User-Agent", "") if one.isprintable())
