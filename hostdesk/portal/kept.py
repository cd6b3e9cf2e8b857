"""How long browsers and proxies may keep a public page; what was made for somebody is kept for nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

from hostdesk.portal.signed_in import contact_of

View = Callable[..., HttpResponse]
SECONDS = 60  # prices and "open until" change with the minute


def kept(view: View) -> View:
    """A minute for guests, with an ETag; nothing of a page for somebody who is signed in."""

    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or "Cache-Control" in response:
            return response
        if contact_of(request) is not None:
            response["Cache-Control"] = "private, no-store"
            return response
        response["Cache-Control"] = f"public, max-age={SECONDS}"
        set_response_etag(response)
        answer = get_conditional_response(request, etag=response["ETag"], response=response)
        return answer if isinstance(answer, HttpResponse) else response

    return outer
