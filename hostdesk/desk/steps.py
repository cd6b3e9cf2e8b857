"""What can be done with a ticket by pressing one button; each is a plain form, a redirect and a sentence."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Department, Staff
from hostdesk.core.states import NotAllowed
from hostdesk.desk import choices
from hostdesk.desk.gate import staff, writers
from hostdesk.desk.pressing import Step, posted_id, press
from hostdesk.gateways import work
from hostdesk.gateways.models import Arrival
from hostdesk.tickets import access, actions
from hostdesk.tickets.models import Link, Ticket


@writers
def step(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Do it, say so, and show the ticket again."""
    ticket = access.ticket_for(staff(request), number)
    press(request, STEPS, name, ticket, staff(request))
    return _go_on(ticket, staff(request))


def _go_on(ticket: Ticket, me: Staff) -> HttpResponseBase:
    """The ticket again, or one's own list if it has moved out of sight."""
    try:
        return redirect("desk:ticket", access.ticket_for(me, ticket.number).root.number)
    except access.NotFound:
        return redirect("desk:home")


def _take(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    if "shown_with" in request.POST:
        # What the page showed decides: an older page must not take it from a colleague unawares.
        ticket.assignee_id = posted_id(request, "shown_with") if request.POST["shown_with"] else None
    actions.take(ticket, me)
    return ""


def _assign(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    to = get_object_or_404(Staff, pk=posted_id(request, "to"), is_active=True)
    actions.assign(ticket, to, me)
    return _("Handed over to %(who)s.") % {"who": to.name}


def _move(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    department = get_object_or_404(Department, slug=request.POST.get("department", ""))
    actions.change_department(ticket, department, me)
    return _("The ticket is in its new department.")


def _pend(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    until = choices.moment_in(request.POST.get("until", "") or request.POST.get("moment", ""))
    if until is None:
        raise NotAllowed("Choose a moment in the future.")
    actions.pend(ticket, until, me)
    return _("The ticket sleeps until then, or until the customer writes.")


def _solve(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.solve(ticket, me)
    return _("Solved.")


def _reopen(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.reopen(ticket, me)
    return _("The ticket is open again.")


def _link(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.link(ticket, _other(request, me), me)
    return _("Linked.")


def _merge(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.merge(ticket, _other(request, me), me)
    return _("%(number)s was merged into this ticket. Both numbers keep working.") % {"number": ticket.number}


def _take_in(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    other = _other(request, me)
    actions.merge(other, ticket, me)
    return _("%(number)s was merged into this ticket. Both numbers keep working.") % {"number": other.number}


def _unmerge(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    child = _other(request, me, is_root=False)
    actions.unmerge(child, me)
    return _("%(number)s stands for itself again.") % {"number": child.number}


def _dismiss(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    links = Link.objects.select_related("ticket", "other")
    link = get_object_or_404(links, pk=posted_id(request, "link"))
    if ticket.pk not in (link.ticket_id, link.other_id):
        raise Http404
    actions.dismiss(link, me)
    return ""


def _spam(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.spam(ticket, me)
    return _("Hidden as spam. It is kept, and its clock goes on should it come back.")


def _not_spam(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.not_spam(ticket, me)
    return _("Back among the open tickets.")


def _trouble_seen(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.trouble_seen(ticket, me)
    return ""


def _retry(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    arrival = Arrival.objects.filter(ticket_number=ticket.number).order_by("-pk").first()
    if arrival is None or not work.retry(arrival):
        raise NotAllowed(_("There is nothing to read again."))
    return _("The message is being read again. If it works, it appears here by itself.")


def _other(request: HttpRequest, me: Staff, *, is_root: bool = True) -> Ticket:
    """The ticket whose number was typed; a number that cannot be found is a refusal, not a page."""
    number = request.POST.get("number", "").strip()
    try:
        found = access.ticket_for(me, number)
    except access.NotFound as error:
        raise NotAllowed(_("There is no ticket “%(number)s”.") % {"number": number[:40]}) from error
    return found.root if is_root else found


STEPS: dict[str, Step] = {
    "take": _take,
    "assign": _assign,
    "move": _move,
    "pend": _pend,
    "solve": _solve,
    "reopen": _reopen,
    "link": _link,
    "merge": _merge,
    "take-in": _take_in,
    "unmerge": _unmerge,
    "dismiss": _dismiss,
    "spam": _spam,
    "not-spam": _not_spam,
    "trouble-seen": _trouble_seen,
    "retry": _retry,
}
