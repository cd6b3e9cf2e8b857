"""Who may come in at the API: programs with a token of ours."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from ninja.security import HttpBearer

from hostdesk.lib import api_tokens

NOBODY = {
    "error": "This token is not known.",
    "do": "Send `Authorization: Bearer …` with a token that `hostdesk invoices token` has made.",
}


class Token(HttpBearer):
    """The name of the program whose token was sent; as long for a wrong one as for a right one."""

    def authenticate(self, request: HttpRequest, token: str) -> str:
        """Called by ninja; "" refuses."""
        return api_tokens.owner(token, settings.HOSTDESK["HOSTDESK_API_TOKENS"])


def with_token(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for programs only: a stranger does not even learn what there is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        if not Token()(request):
            return refused(NOBODY, 401)
        return view(request, *args, **named)

    return guarded


def refused(why: dict[str, str], status: int) -> JsonResponse:
    """What is wrong, and what to do."""
    return JsonResponse(why, status=status, headers={"Cache-Control": "no-store"})
