"""The complaints on a ticket: decide item by item, look at the letter, write the result."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import keeps_accounts, sees_accounts
from hostdesk.complaints import actions, loading
from hostdesk.complaints.models import Complaint, ComplaintItem
from hostdesk.core.complaints import Answer, Decision, Wanted
from hostdesk.core.states import NotAllowed
from hostdesk.desk import amounts, complaint_new, complaint_rows
from hostdesk.desk.complaint_figures import figure
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import page
from hostdesk.desk.pressing import Step, posted_id, press
from hostdesk.tickets import access
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family

NO_ANSWER = gettext_noop("Choose: accepted, accepted in part, or refused.")


@readers
def complaint(request: HttpRequest, number: str) -> HttpResponse:
    """The page; a merged ticket leads to the one that shows it."""
    me, now = staff(request), timezone.now()
    found = ticket_for(me, number)
    if found.merged_into_id:
        return redirect("desk:complaint", found.root.number)
    complaints = [complaint_rows.shown(one, found, now) for one in loading.of_ticket(found)]
    return page(
        request, "desk/complaint.html", ticket=found, complaints=complaints, may_decide=keeps_accounts(me),
        answers=[(one.value, complaint_rows.ANSWERS[one]) for one in Answer], may_open=access.sees(me, found),
        new=complaint_new.form(found, request.GET.get("invoice", "")) if me.may_change else None,
        wishes=[(one.value, complaint_rows.WANTED[one]) for one in Wanted],
    )  # fmt: skip


@writers
def step(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Do it, say so, and show the page again."""
    ticket = ticket_for(staff(request), number).root
    press(request, STEPS, name, ticket, staff(request))
    return redirect("desk:complaint", ticket.number)


def ticket_for(me: Staff, number: str) -> Ticket:
    """Whoever finds the ticket; Accounting also where a complaint was handed on. access.NotFound."""
    try:
        return access.ticket_for(me, number)
    except access.NotFound:
        found = access.by_number(number)
        if found is None or not sees_accounts(me) or not loading.of_ticket(found.root):
            raise
        return found


def _decide(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    items = ComplaintItem.objects.filter(complaint__ticket__in=family(ticket))
    item = get_object_or_404(items.select_related("complaint__ticket"), pk=posted_id(request, "item"))
    made = actions.decide(item, _decision(request), me, correction=request.POST.get("correction", ""))
    return _("Decided: %(gross)s are given back.") % {"gross": amounts.euros(made.gross)}


def _finish(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    complaints = Complaint.objects.filter(ticket__in=family(ticket)).select_related("ticket")
    found = get_object_or_404(complaints, pk=posted_id(request, "complaint"))
    made = actions.finish(found, me)
    if made.gross or made.net:
        return _("The result is on its way, and the credit of %(gross)s waits for its export.") % {
            "gross": amounts.euros(made.gross)
        }
    return _("The result is on its way.")


def _decision(request: HttpRequest) -> Decision:
    posted = request.POST
    answer = next((one for one in Answer if one == posted.get("answer")), None)
    if answer is None:
        raise NotAllowed(NO_ANSWER)
    return Decision(
        answer, posted.get("text", ""), figure(posted.get("amount", "")),
        figure(posted.get("rate", "")),
    )  # fmt: skip


STEPS: dict[str, Step] = {"open": complaint_new.write_down, "decide": _decide, "finish": _finish}
