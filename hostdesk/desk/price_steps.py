"""What can be done about price, work and consent: each is a plain form, a redirect and a sentence."""

from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions
from hostdesk.billing.models import ConsentRequest, Dispute, WorkInterval
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact
from hostdesk.desk import amounts, choices, when
from hostdesk.desk.gate import staff, writers
from hostdesk.desk.pressing import Step, posted_id, press
from hostdesk.desk.price_gate import priced_ticket_for
from hostdesk.tickets import access
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family

NO_TIME = gettext_noop("Enter when the work began and when it ended.")
NO_HOURS = gettext_noop("Enter the hours as a number.")


@writers
def step(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Do it, say so, and show the page again that it was done on."""
    find = priced_ticket_for if name in FOR_ACCOUNTING else access.ticket_for
    ticket = find(staff(request), number).root
    press(request, STEPS, name, ticket, staff(request))
    if request.POST.get("back") == "charges":
        return redirect("desk:charges")
    page = "desk:work" if request.POST.get("back") == "work" else "desk:ticket"
    return redirect(page, ticket.number)


def _sphere(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.find_sphere(ticket, request.POST.get("sphere", ""), request.POST.get("reason", ""), me)
    return _("The finding is recorded, and the price follows it.")


def _dispute(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.dispute(ticket, request.POST.get("text", ""), me)
    return _("The objection is recorded.")


def _answer(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    dispute = get_object_or_404(Dispute, pk=posted_id(request, "dispute"), ticket__in=family(ticket))
    actions.answer_dispute(dispute, request.POST.get("answer", ""), me)
    return _("The answer is recorded.")


def _start(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    posted = request.POST
    try:
        actions.start_timer(
            ticket, me, kind=posted.get("kind", "work"), is_free="is_free" in posted,
            reason=posted.get("reason", "").strip(),
        )  # fmt: skip
    except actions.ConsentNeeded as needed:
        raise NotAllowed(_needed(needed)) from needed
    return ""


def _pause(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.pause_timer(me)
    return ""


def _resume(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    try:
        actions.resume_timer(me)
    except actions.ConsentNeeded as needed:
        raise NotAllowed(_needed(needed)) from needed
    return ""


def _stop(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    work = actions.stop_timer(me, reason=request.POST.get("reason", "").strip())
    if work is None:
        return _("Stopped.")
    worked = amounts.duration(int((work.end - work.start).total_seconds()))
    return _("Stopped: %(time)s recorded.") % {"time": worked}


def _still(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.still_working(me)
    return ""


def _record(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    start, end = _times(request)
    actions.record_interval(
        ticket, start, end, me, reason=request.POST.get("reason", ""),
        kind=request.POST.get("kind", "work"), is_free="is_free" in request.POST,
    )  # fmt: skip
    return _("The work is recorded.")


def _correct(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    work = get_object_or_404(WorkInterval, pk=posted_id(request, "interval"), ticket__in=family(ticket))
    if "remove" in request.POST:
        start = end = work.start
    else:
        start, end = _times(request)
    actions.correct_interval(
        work, me, start=start, end=end, reason=request.POST.get("reason", ""),
        is_free="is_free" in request.POST,
    )  # fmt: skip
    return _("Corrected: the old entry stays to be seen and counts no more.")


def _ask(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    hours = amounts.hours_in(request.POST.get("hours", "2"))
    if hours is None:
        raise NotAllowed(NO_HOURS)
    asked = actions.ask_consent(
        ticket, me, contact=_contact(request, ticket), hours=hours, again="again" in request.POST
    )
    return _("Asked: %(who)s gets the letter with the link.") % {"who": asked.contact.name}


def _raise(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    hours = amounts.hours_in(request.POST.get("hours", "2"))
    if hours is None:
        raise NotAllowed(NO_HOURS)
    actions.raise_cap(ticket, me, contact=_contact(request, ticket), hours=hours)
    return _("Asked. What was agreed before goes on meanwhile.")


def _sleep(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    until = actions.sleep_until_working_day(ticket, me)
    return _("The ticket sleeps until %(at)s, and the customer is told so.") % {
        "at": when.moment(until, timezone.now())
    }


def _confirm(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    asked = get_object_or_404(ConsentRequest, pk=posted_id(request, "request"), ticket__in=family(ticket))
    message = access.message_for(me, posted_id(request, "message"))
    actions.confirm_reply(asked, message, me)
    return _("The mail counts as consent.")


def _revoke(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.revoke(ticket, me, request.POST.get("reason", ""))
    return _("The consent has ended: what was worked until now may be charged, nothing after it.")


def _approve(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    charge = actions.approve(ticket, me, reason=request.POST.get("reason", "").strip())
    return _("Approved: %(net)s net goes on the next statement.") % {"net": amounts.euros(charge.net)}


def _waive(request: HttpRequest, ticket: Ticket, me: Staff) -> str:
    actions.waive(ticket, me, request.POST.get("reason", ""))
    return _("Waived: the customer pays nothing for the work so far.")


def _contact(request: HttpRequest, ticket: Ticket) -> Contact | None:
    """Whom the form names; None is who wrote. The action refuses whoever may not agree."""
    if not request.POST.get("contact"):
        return None
    return get_object_or_404(Contact, pk=posted_id(request, "contact"), customer=ticket.customer_id)


def _needed(needed: actions.ConsentNeeded) -> str:
    return _(
        "The surcharge applies now, and the customer has not agreed to it: ask, work for free with a reason, "
        "or let the ticket sleep until %(at)s."
    ) % {"at": when.moment(needed.until, timezone.now())}


def _times(request: HttpRequest) -> tuple[datetime, datetime]:
    start = choices.moment_in(request.POST.get("start", ""))
    end = choices.moment_in(request.POST.get("end", ""))
    if start is None or end is None:
        raise NotAllowed(NO_TIME)
    return start, end


STEPS: dict[str, Step] = {
    "sphere": _sphere,
    "dispute": _dispute,
    "answer": _answer,
    "start": _start,
    "pause": _pause,
    "resume": _resume,
    "stop": _stop,
    "still-working": _still,
    "record": _record,
    "correct": _correct,
    "ask": _ask,
    "raise": _raise,
    "sleep": _sleep,
    "confirm": _confirm,
    "revoke": _revoke,
    "approve": _approve,
    "waive": _waive,
}
FOR_ACCOUNTING = ("approve", "waive", "answer")  # also on tickets of other departments
