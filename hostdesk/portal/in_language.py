"""Addresses that begin with their language: /de/… and /en/…."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from hostdesk.ui.language import in_address


def in_language(patterns: Sequence[URLPattern | URLResolver]) -> list[URLResolver]:
    """The same addresses beneath the active language, which LanguageMiddleware takes out of the address."""
    return [URLResolver(_Prefix(), list(patterns))]  # type: ignore[arg-type]  # it has all that is asked of one


def elsewhere(request: HttpRequest, language: str) -> str:
    """This page in another language; the start page, if the address names no language."""
    if not in_address(request.path):
        with override(language):
            return reverse("portal:home")
    return f"/{language}/{request.get_full_path()[4:]}"


@require_safe
def to_language(request: HttpRequest, to: str = "portal:home") -> HttpResponse:
    """From an address without a language to the same page in the browser's."""
    response = HttpResponseRedirect(reverse(to))
    response["Cache-Control"] = "no-cache"
    return response


class _Prefix:
    """What Django's own i18n_patterns does, for a module that is included."""

    def __init__(self) -> None:
        self.converters: dict[str, object] = {}

    @property
    def regex(self) -> re.Pattern[str]:
        """For `reverse`, which keeps one table a language."""
        return re.compile(re.escape(str(self)))

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, str]] | None:
        """The rest of the path, if it is in the active language."""
        prefix = str(self)
        return (path.removeprefix(prefix), (), {}) if path.startswith(prefix) else None

    def check(self) -> list[object]:
        """Nothing can be wrong."""
        return []

    def describe(self) -> str:
        """For Django's messages."""
        return repr(str(self))

    def __str__(self) -> str:
        return f"{(get_language() or settings.LANGUAGE_CODE)[:2]}/"
