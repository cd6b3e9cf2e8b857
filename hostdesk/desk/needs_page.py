"""The list of what needs this person, and the mark that she has seen it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from hostdesk.desk import need_words, needs
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import fragment, page, wants_fragment


@readers
def show(request: HttpRequest) -> HttpResponse:
    """What is new stands first; the script asks for the lines alone whenever something changes."""
    me, now = staff(request), timezone.now()
    found = sorted(needs.needs(me, now), key=lambda one: not one.is_new)
    context: dict[str, Any] = {"slug": "needs", "lines": need_words.lines(found, me, now)}
    if wants_fragment(request):
        return fragment(request, "desk/_needs.html", **context)
    return page(request, "desk/needs.html", **context)


@writers
def seen(request: HttpRequest) -> HttpResponseBase:
    """The lines that the form names, and no newer ones."""
    needs.see(staff(request), request.POST.getlist("key"), timezone.now())
    return redirect("desk:needs")
