"""For pages whose address is a secret: it is not kept, not told to anybody, and not shown in a frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Frame-Options": "DENY",
}


class _SilentForms(CsrfViewMiddleware):
    """Checks the token of the form. With `no-referrer` a browser names no origin but says "null"."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        return request.headers.get("Origin") == "null" or bool(super()._origin_verified(request))  # type: ignore[misc] # not in the stubs


def sealed(view: View) -> View:
    """The headers, and forms that work with them."""
    checked = decorator_from_middleware(_SilentForms)(view)

    @csrf_exempt  # from the check that wants an origin; the one above takes its place
    @csp_replace({"frame-ancestors": ["'none'"], "script-src": ["'none'"], "connect-src": ["'none'"]})
    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = checked(request, *args, **kwargs)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    return outer
