"""One step for several tickets: each is its own transaction, and what could not be done is said."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hostdesk.accounts.models import Department, Staff
from hostdesk.core.states import NotAllowed
from hostdesk.desk import choices
from hostdesk.desk.gate import staff, writers
from hostdesk.desk.refusals import in_words
from hostdesk.tickets import access, actions
from hostdesk.tickets.models import Ticket

MOST = 200
Step = Callable[[Ticket], object]


@writers
def bulk(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Do it for every ticket of the selection that this person may see."""
    me = staff(request)
    chosen = [found for number in request.POST.getlist("ticket")[:MOST] if (found := _found(me, number))]
    if not chosen:
        messages.warning(request, _("Select tickets first."))
        return redirect("desk:view", slug)
    if slug == "unassigned":
        for ticket in chosen:
            ticket.assignee_id = None  # as the list showed it; whoever was quicker since then keeps it
    do = _step(request, chosen, me)
    done = sum(_did(request, do, ticket) for ticket in chosen)
    if done:
        messages.success(
            request, ngettext("Done for 1 ticket.", "Done for %(n)s tickets.", done) % {"n": done}
        )
    return redirect("desk:view", slug)


def _found(me: Staff, number: str) -> Ticket | None:
    try:
        return access.ticket_for(me, number).root
    except access.NotFound:
        return None


def _step(request: HttpRequest, chosen: list[Ticket], me: Staff) -> Step:
    if slug := request.POST.get("department"):
        department = get_object_or_404(Department, slug=slug)
        return lambda ticket: actions.change_department(ticket, department, me)
    if text := request.POST.get("until"):
        until = choices.moment_in(text)
        if until is None:
            raise Http404
        return lambda ticket: actions.pend(ticket, until, me)
    if request.POST.get("step") == "merge":
        oldest = min(chosen, key=lambda ticket: (ticket.received_at, ticket.pk))
        chosen.remove(oldest)
        return lambda ticket: actions.merge(ticket, oldest, me)
    return _plain(request.POST.get("step", ""), me)


def _plain(name: str, me: Staff) -> Step:
    steps: dict[str, Step] = {
        "take": lambda ticket: actions.take(ticket, me),
        "solve": lambda ticket: actions.solve(ticket, me),
        "spam": lambda ticket: actions.spam(ticket, me),
        "not_spam": lambda ticket: actions.not_spam(ticket, me),
    }
    if name not in steps:
        raise Http404(name)
    return steps[name]


def _did(request: HttpRequest, do: Step, ticket: Ticket) -> bool:
    try:
        do(ticket)
    except NotAllowed as refusal:
        messages.warning(request, f"{ticket.number}: {in_words(refusal)}")
        return False
    return True
