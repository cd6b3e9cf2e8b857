"""Pages that may stand in a frame of the provider's own site, and nowhere else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def framed(view: View) -> View:
    """Only origins of HOSTDESK_EMBED_ORIGINS may frame it; without any there is no such page."""

    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        origins = settings.HOSTDESK["HOSTDESK_EMBED_ORIGINS"]
        if not origins:
            raise Http404
        response = view(request, *args, **kwargs)
        # Both headers say who may frame a page; only the newer one can name somebody else's site.
        response.xframe_options_exempt = True
        response._csp_replace = {"frame-ancestors": list(origins)}  # type: ignore[attr-defined] # as csp_replace
        response["X-Robots-Tag"] = "noindex"
        return response

    return outer
