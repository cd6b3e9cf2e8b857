"""What a row of a list says about the price: at most one remark, found with four queries for all rows."""

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from django.db.models import Value
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.billing import calls
from hostdesk.billing.models import Draft, Finding, RequestState, ServiceRequest, SphereFinding, Timer
from hostdesk.desk import amounts, channels
from hostdesk.desk.service_card import window
from hostdesk.desk.waiting import open_requests
from hostdesk.tickets.models import Ticket
from hostdesk.ui.icons import icon


def hints(tickets: Sequence[Ticket], now: datetime) -> dict[int, SafeString]:
    """By ticket: a meter runs, before consent is open, a call, an amount, the cause with us."""
    shown = [one.pk for one in tickets]
    found: dict[int, SafeString] = {}
    for pk in _inside(shown):
        found[pk] = channels.hint("free", icon("in"), _("inside, free"))
    for pk, net in Draft.objects.filter(ticket__in=shown, is_open=True).values_list("ticket", "net"):
        found[pk] = channels.hint("sum", icon("meter"), _("%(net)s net") % {"net": amounts.euros(net)})
    for one in calls.open_requests().filter(ticket__in=shown):
        found[one.ticket_id] = _call(one, now)
    # One question for both; a meter that runs is the more important remark, and its word comes last: "runs".
    asked = open_requests(now).filter(ticket__in=shown).values_list("ticket", Value("asked"))
    runs = Timer.objects.filter(ticket__in=shown, paused_at=None).values_list("ticket", Value("runs"))
    for pk, word in sorted(asked.union(runs.order_by()), key=itemgetter(1)):
        found[pk] = _MARKS[word]()
    return found


_MARKS = {
    "asked": lambda: channels.hint("price", icon("pen"), _("consent open")),
    "runs": lambda: channels.hint("run", icon("meter"), _("meter runs")),
}


def _call(request: ServiceRequest, now: datetime) -> SafeString:
    if request.state != RequestState.CALL_BACK or request.call_until is None:
        return channels.hint("price", icon("phone"), _("service asked for"))
    if request.call_until < now:
        return channels.hint("late", icon("phone"), _("call is late"))
    return channels.hint("price", icon("phone"), _("call %(at)s") % {"at": window(request, now)})


def _inside(shown: Sequence[int]) -> list[int]:
    """The newest finding of each counts."""
    newest = dict(
        SphereFinding.objects.filter(ticket__in=shown).order_by("at", "id").values_list("ticket", "sphere")
    )
    return [pk for pk, sphere in newest.items() if sphere == Finding.INSIDE]
