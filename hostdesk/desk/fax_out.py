"""Answering by fax: the number in the composer, the sheets to look at, and what became of them in words."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.core.states import NotAllowed
from hostdesk.desk import when
from hostdesk.desk.letters import Standing
from hostdesk.gateways.fax import sheets
from hostdesk.gateways.fax.models import FaxJob, ReceivedFax
from hostdesk.gateways.fax.transport import Progress
from hostdesk.lib import phones
from hostdesk.tickets.by_fax import ByFax
from hostdesk.tickets.models import Message, Ticket
from hostdesk.tickets.standing import family

# What HylaFAX says, and what people call it.
_SAID: tuple[tuple[str, Promise], ...] = (
    ("Busy signal", gettext_lazy("busy")),
    ("No answer", gettext_lazy("nobody answered")),
    ("No carrier", gettext_lazy("no fax machine at this number")),
    ("No local dialtone", gettext_lazy("this number cannot be reached")),
    ("Blocked by concurrent", gettext_lazy("another fax goes to this number first")),
    ("aborted by request", gettext_lazy("stopped at the fax server")),
)


def is_possible() -> bool:
    """Whether this installation sends faxes."""
    return bool(settings.HOSTDESK["HOSTDESK_FAX_SERVER"])


def number_for(ticket: Ticket) -> str:
    """Where the newest fax of this ticket came from, as it is shown; "" if none or withheld."""
    if ticket.channel != "fax":
        return ""
    newest = ReceivedFax.objects.filter(message__ticket__in=family(ticket)).order_by("-id").first()
    found = phones.read(newest.caller or newest.station) if newest else None
    return phones.shown(found, "en") if found and found.e164 else ""


def chosen(request: HttpRequest) -> ByFax | None:
    """Where the composer's fax goes; None for a mail. NotAllowed if that is no number."""
    if request.POST.get("channel") != "fax":
        return None
    if not is_possible():
        raise NotAllowed(_("This installation sends no faxes."))
    number = phones.read(request.POST.get("fax", ""))
    if not number.e164:
        raise NotAllowed(_("Write the fax number with its area code."))
    return ByFax(number.e164, sheets.pdf)


def shown(content: bytes) -> HttpResponseBase:
    """The sheets, in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="fax.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def standings(messages: Iterable[Message], now: datetime) -> dict[int, Standing]:
    """What the fax server says of each fax of ours, by its message; one query, and none without a fax."""
    sent = {one.delivery_id: one.pk for one in messages if one.channel == "fax" and one.delivery_id}
    jobs = FaxJob.objects.filter(delivery__in=list(sent)).exclude(submitted_at=None) if sent else []
    return {sent[one.delivery_id]: _standing(one, now) for one in jobs}


def _standing(job: FaxJob, now: datetime) -> Standing:
    is_sent, has_failed = job.progress == Progress.SENT, job.progress == Progress.FAILED
    return Standing(_words(job, now), "" if is_sent else job.status, has_failed, is_sent, False)


def _words(job: FaxJob, now: datetime) -> str:
    pages = {"pages": job.pages, "total": job.total}
    if job.progress == Progress.SENT and job.ended_at:
        at = when.moment(job.ended_at, now)
        return _("%(pages)s of %(total)s pages, %(at)s") % {**pages, "at": at}
    said = next((str(words) for sign, words in _SAID if sign.lower() in job.status.lower()), "")
    if job.progress == Progress.FAILED:
        reason = said or _("could not be sent")
        so_far = _("%(pages)s of %(total)s pages") % pages
        return f"{reason}, {so_far}" if job.pages else reason
    if job.progress == Progress.SENDING:
        return _("is being sent")
    if said and job.next_try:
        return _("%(reason)s, next try %(at)s") % {"reason": said, "at": job.next_try[-5:]}
    return said or _("waits at the fax server")
