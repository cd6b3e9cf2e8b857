"""What the command bar offers: views, and tickets by number or words."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hostdesk.desk.gate import readers, staff
from hostdesk.desk.rail import rail
from hostdesk.tickets import search

MOST = 6


@readers
def commands(request: HttpRequest) -> JsonResponse:
    """Places to go to: names, addresses and a remark; the script adds the actions of its page."""
    words = request.GET.get("q", "").strip()[:100]
    me = staff(request)
    if not words:
        places = [_place(item.name, item.url, item.count) for section in rail(me) for item in section.items]
        places.append(_place(_("New ticket"), reverse("desk:new"), ""))
        places.append(_place(_("Preferences"), reverse("desk:preferences"), ""))
        return JsonResponse({"places": places})
    hits = search.search(me, words, limit=MOST)
    found = [
        _place(
            f"{hit.ticket.number} {hit.ticket.subject[:80]}",
            reverse("desk:ticket", args=[hit.ticket.number]),
            "",
        )
        for hit in hits[:MOST]
    ]
    return JsonResponse({"places": found})


def _place(name: str, url: str, remark: str) -> dict[str, str]:
    return {"name": name, "url": url, "remark": remark}
