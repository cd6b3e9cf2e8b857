"""A page for the time in which the database or the disk fails: plain words, and gone when it is over."""

import base64
import errno
import hashlib
import logging
import sys
from collections.abc import Callable

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hostdesk.ui.language import accepted_language

RETRY_AFTER = 30  # seconds
_log = logging.getLogger(__name__)


class OutageMiddleware:
    """Turns a lost database or a full disk met by a view into one 503 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on; a view's failure arrives in `process_exception`, a middleware's in `server_error`."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django for views; None lets every other exception go on."""
        if not is_outage(error):
            return None
        _log.error("outage at %s: %s", request.path, error)
        return outage_page(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: what no view and no middleware could answer. Django has logged it already."""
    error = sys.exc_info()[1]
    return outage_page(request) if error and is_outage(error) else _defect_page(request)


def is_outage(error: BaseException) -> bool:
    """Whether waiting may cure it: the database is away or busy, or the disk is full."""
    if isinstance(error, (OperationalError, InterfaceError)):
        return not str(error).startswith("no such")  # SQLite's words for a missing table, which is a defect
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def outage_page(request: HttpRequest) -> HttpResponse:
    """A page that needs no template, no static file and no database; a browser comes back by itself."""
    with translation.override(accepted_language(request)):
        response = _page(
            503,
            _("We will be back in a moment"),
            _("Our database or its disk does not answer at the moment. Everything confirmed before is safe."),
            _("What you have just sent was not saved. Go back: it still stands in the form. Send it again."),
            refresh=request.method == "GET",
        )
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def _defect_page(request: HttpRequest) -> HttpResponse:
    with translation.override(accepted_language(request)):
        return _page(
            500,
            _("Something went wrong on our side"),
            _("The failure has been recorded. Everything confirmed before is safe."),
            _("Go back and try again. If it fails again, tell your administrator the time."),
        )


_STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}"
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def _page(status: int, title: str, what: str, then: str, refresh: bool = False) -> HttpResponse:
    again: SafeString | str = ""
    if refresh:
        again = format_html('<meta http-equiv="refresh" content="{}">', RETRY_AFTER)
    html = format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">{}<title>{}</title><style>{}</style></head>'
        "<body><main><h1>{}</h1><p>{}</p><p>{}</p></main></body></html>",
        translation.get_language() or "en",
        again,
        title,
        mark_safe(_STYLE),  # noqa: S308  our own constant
        title,
        what,
        then,
    )
    policy = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'"
    return HttpResponse(html, status=status, headers={"Content-Security-Policy": policy})
