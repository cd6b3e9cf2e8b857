"""Who may come in: every page of the desk begins with one of these two decorators."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hostdesk.accounts.models import Role, Staff
from hostdesk.desk import kept
from hostdesk.tickets import access

View = Callable[..., HttpResponseBase]


def readers(view: View) -> View:
    """For everybody with a role; others sign in first, and what they may not see cannot be found."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in(request)
        if request.user.role not in Role.values:
            raise PermissionDenied(
                _("This account has no role at the desk. An administrator can give it one.")
            )
        prefetch_related_objects([request.user], "departments")  # the gate asks for them again and again
        try:
            response = view(request, *args, **kwargs)
        except access.NotFound as error:
            raise Http404 from error
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return guarded


def writers(view: View) -> View:
    """For everybody who may change something, by POST only; auditors read."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not staff(request).may_change:
            raise PermissionDenied(_("Your account may read, but not change anything. Nothing was changed."))
        return view(request, *args, **kwargs)

    return require_POST(readers(guarded))


def staff(request: HttpRequest) -> Staff:
    """The signed-in member of staff; only behind one of the decorators."""
    if not isinstance(request.user, Staff):
        raise PermissionDenied
    return request.user


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("HX-Request") or request.headers.get("Accept") == "application/json":
        # The script shows a line with a link; the page with its text stays as it is.
        answer: HttpResponse = JsonResponse({"signed_out": True}, status=401)
        return answer
    if request.method == "POST":
        kept.keep(request)
    return redirect_to_login(kept.page_of(request))
