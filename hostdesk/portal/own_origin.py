"""Forms are taken from our own pages only; told by what browsers say themselves, without a cookie.

Every browser since 2023 sends Sec-Fetch-Site, all since 2020 send Origin with a POST. Whoever sends neither
is no browser and carries nobody's cookie. The same rule as in Go's net/http.CrossOriginProtection.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]
_SAFE = ("GET", "HEAD", "OPTIONS")


def from_our_pages(view: View) -> View:
    """Refuses forms from another site's page; instead of Django's check, which sets a cookie."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in _SAFE and not is_ours(request):
            words = _("This form did not come from our own page. Nothing was done. Please try once more.")
            return render(request, "expired.html", {"words": words, "back": request.path}, status=403)
        return view(request, *args, **kwargs)

    return guarded


def is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
