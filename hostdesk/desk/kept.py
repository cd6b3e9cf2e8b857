"""Text that somebody wrote into a form which could not be taken: it comes back after signing in."""

import re
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from hostdesk.desk.essentials_form import PREFIX

LARGEST = 200_000  # characters; sessions are rows of the database
LARGEST_ITEM = 4000
_TICKET = re.compile(r"^/desk/t/([^/]+)/")


def keep(request: HttpRequest) -> bool:
    """Put the written text of this POST into the session; False if there was none."""
    text = request.POST.get("note_text" if request.POST.get("kind") == "note" else "text", "")
    if not text.strip() or len(text) > LARGEST:
        return False
    fields = {
        name: request.POST.get(name, "")
        for name in ("kind", "cc", "by", "subject", "to", "name", "department")
    }
    fields |= {
        name: request.POST[name][:LARGEST_ITEM] for name in request.POST if name.startswith(PREFIX)
    }  # the essential data of a first response
    request.session["kept"] = fields | {"text": text, "page": page_of(request)}
    return True


def take(request: HttpRequest, page: str) -> dict[str, Any] | None:
    """What this person's form on `page` lost, once; somebody else at the same computer gets nothing."""
    found = cast("dict[str, Any] | None", request.session.get("kept"))
    if not found or found["page"] != page:
        return None
    del request.session["kept"]
    return found if found["by"] == str(request.user.pk) else None


def page_of(request: HttpRequest) -> str:
    """The page to come back to: a POST's own address shows nothing."""
    if request.method != "POST":
        return request.get_full_path()
    if ticket := _TICKET.match(request.path):
        return f"/desk/t/{ticket[1]}/"
    return request.path if request.path in ("/desk/new/", "/desk/preferences/") else "/desk/"


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django calls this when a form is older than the session: nothing was done, the text is kept."""
    if keep(request):
        return redirect(page_of(request))
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/desk/"
    words = _(
        "This page was open for so long that its form has expired. Nothing was done. Please try once more."
    )
    return render(request, "expired.html", {"words": words, "back": back}, status=403)
