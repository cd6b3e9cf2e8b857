"""The list of a view: fifty rows at a time, grouped by the promise."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from hostdesk.desk import choices, price_hints, rail, ruler
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import fragment, page, wants_fragment
from hostdesk.desk.rows import groups
from hostdesk.tickets import views

UNGROUPED = (
    "solved",
    "spam",
    "delivery-trouble",
    "quarantine",
    "pending",
)  # these have an order of their own


@readers
def home(request: HttpRequest) -> HttpResponse:
    """The desk opens at one's own tickets, for those who have any to work on."""
    return redirect("desk:view", "mine" if staff(request).may_change else "all")


@readers
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """One view; with `after` the rows that follow that cursor."""
    now, after = timezone.now(), request.GET.get("after") or None
    sections = rail.rail(staff(request))
    name, shown = rail.name_of(slug, sections), views.view_of(staff(request), slug)
    if name is None or shown is None:
        raise Http404(slug)
    found = views.rows(staff(request), shown, after=after, now=now)
    context: dict[str, Any] = {
        "slug": slug,
        "name": name,
        "count": rail.count_of(slug, sections),
        "groups": groups(
            found.tickets, now, price_hints.hints(found.tickets, now), by_deadline=slug not in UNGROUPED
        ),
        "next_cursor": found.next_cursor,
        "is_continued": bool(after),
    }
    if wants_fragment(request):
        return fragment(request, "desk/_rows.html", **context)
    drawing, standing, until, is_surcharge = ruler.ruler(now)
    return page(
        request, "desk/list.html", rail=sections, ruler=drawing, standing=standing, until=until,
        is_surcharge=is_surcharge,
        moments=choices.moments(now), departments=choices.departments(), **context,
    )  # fmt: skip


@readers
def counts(request: HttpRequest) -> HttpResponse:
    """The rail alone, for the script that keeps it fresh."""
    return fragment(
        request, "desk/_rail.html", rail=rail.rail(staff(request)), slug=request.GET.get("slug", "")
    )
