"""When the database or the disk is away while somebody sends a form: her text stands on the page again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string

from hostdesk.core.failures import TemporaryFailure
from hostdesk.ui.outage import RETRY_AFTER, is_outage, outage_page

View = Callable[..., HttpResponse]
_MOST = 200_000  # characters of one field that are given back


def text_given_back(view: View) -> View:
    """The page needs neither database nor session; its button sends the very same form again."""

    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except TemporaryFailure:
            return page(request)
        except Exception as error:
            if not is_outage(error) or request.method != "POST":
                raise
            return page(request)

    return outer


def page(request: HttpRequest) -> HttpResponse:
    """What was sent, to be sent again: it becomes one request, however often (its token says which)."""
    said = _said(request)
    if not said:
        return outage_page(request)
    html = render_to_string(
        "portal/contact_outage.html",
        {
            "provider_name": settings.HOSTDESK["HOSTDESK_PROVIDER"],
            "text": said.get("text", ""),
            "subject": said.get("subject", ""),
            "fields": {name: value for name, value in said.items() if name not in ("text", "subject", "do")},
            "path": request.path,
        },
    )
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(html, status=503, headers=headers)


def _said(request: HttpRequest) -> dict[str, str]:
    try:
        return {name: value[:_MOST] for name, value in request.POST.dict().items()}
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return {}
