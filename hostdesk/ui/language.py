"""Which language a page speaks: that of its address, else the person's own, the browser's, the desk's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header


class LanguageMiddleware:
    """Activates the language for one request; stands behind authentication, which knows the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language and say so in Content-Language."""
        with translation.override(language_of(request)):
            response = self._get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        if not in_address(request.path):
            patch_vary_headers(response, ("Accept-Language",))
        return response


def language_of(request: HttpRequest) -> str:
    """A code out of settings.LANGUAGES for this page and person; asks who it is only where it must."""
    own = "" if in_address(request.path) else getattr(getattr(request, "user", None), "language", "")
    return str(own) if own in dict(settings.LANGUAGES) else accepted_language(request)


def in_address(path: str) -> str:
    """ "de" or "en" of a public address like /de/prices/, else ""."""
    first = path[1:].partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else ""


def accepted_language(request: HttpRequest) -> str:
    """The same without asking who it is, which needs the database."""
    named = in_address(request.path)
    if named:
        return named
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        code = wanted.partition("-")[0]
        if code in dict(settings.LANGUAGES):
            return code
    return str(settings.HOSTDESK["HOSTDESK_LANGUAGE"])
