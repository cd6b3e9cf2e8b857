"""The invented provider's imprint and privacy notice, so that the links on its pages lead somewhere."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from hostdesk.demo import post
from hostdesk.demo.cast import DEPARTMENTS


@require_GET
def imprint(request: HttpRequest, language: str) -> HttpResponse:
    """Who the firm is (DDG § 5)."""
    return _page(request, language, "demo/imprint.html")


@require_GET
def privacy(request: HttpRequest, language: str) -> HttpResponse:
    """What it does with data (GDPR 13)."""
    return _page(request, language, "demo/privacy.html")


def _page(request: HttpRequest, language: str, template: str) -> HttpResponse:
    if not post.is_installed() or language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        heading = _("Imprint") if template.endswith("imprint.html") else _("Privacy")
        response = render(request, template, {"heading": heading, "department": DEPARTMENTS[-1]})
        response["Content-Language"] = language
    return response
