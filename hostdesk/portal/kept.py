"""How long browsers and proxies may keep a public page; it is never kept for somebody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

View = Callable[..., HttpResponse]
SECONDS = 60  # prices and "open until" change with the minute


def kept(view: View) -> View:
    """A minute for guests, with an ETag; nothing of a page that was made for somebody who is signed in."""

    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or "Cache-Control" in response:
            return response
        response["Cache-Control"] = f"public, max-age={SECONDS}"
        set_response_etag(response)
        answer = get_conditional_response(request, etag=response["ETag"], response=response)
        return answer if isinstance(answer, HttpResponse) else response

    return outer
