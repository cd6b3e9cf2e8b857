"""The provider's logo and colours as files; their addresses change with their content."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hostdesk.portal import provider


@require_safe
def colours(request: HttpRequest, tag: str) -> HttpResponse:
    """The accent as a style sheet."""
    return _served(provider.colours(), tag)


@require_safe
def logo(request: HttpRequest, tag: str) -> HttpResponse:
    """The logo; an SVG may hold scripts, so it gets a policy of its own."""
    response = _served(provider.logo(), tag)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def _served(file: provider.File | None, tag: str) -> HttpResponse:
    if file is None or file.tag != tag:
        raise Http404
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
