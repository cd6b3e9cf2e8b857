"""What becomes of faxes that the fax server has: asked for until each has ended, and told to its ticket."""

import logging
import threading

from django.conf import settings
from django.db import Error, close_old_connections
from django.utils import timezone

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.gateways.fax import deliver
from hostdesk.gateways.fax.models import FaxJob
from hostdesk.gateways.fax.transport import Job, Progress
from hostdesk.journal.record import writing
from hostdesk.outbox import bounces
from hostdesk.tickets import access, live

_PAUSE = 10.0  # seconds between two questions
_ENDED = (Progress.SENT, Progress.FAILED)

log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Ask until `stop_event`; without a fax server there is nothing to do."""
    while settings.HOSTDESK["HOSTDESK_FAX_SERVER"] and not stop_event.wait(_PAUSE):
        try:
            follow()
        except (TemporaryFailure, PermanentFailure, Error) as error:
            log.warning("faxes under way are asked for later: %s", error)
        close_old_connections()
    stop_event.wait()


def follow() -> int:
    """Ask once for all that are under way, and write down what is new; returns how many have ended."""
    waiting = {str(one.tag): one for one in FaxJob.objects.filter(ended_at=None)}
    if not waiting:
        return 0
    server = deliver.connection()
    try:
        told = server.jobs()
    finally:
        server.close()
    return sum(_heard(waiting[one.tag], one) for one in told if one.tag in waiting)


def _heard(job: FaxJob, news: Job) -> bool:
    """Whether it has ended; a failure raises the ticket's flag, as a mail that came back does."""
    values = {
        "job_id": news.job_id, "progress": news.progress, "pages": news.pages, "total": news.total,
        "dials": news.dials, "status": news.status[:300], "next_try": news.next_try[:20],
    }  # fmt: skip
    has_ended = news.progress in _ENDED
    if not has_ended and all(getattr(job, name) == value for name, value in values.items()):
        return False
    with writing():
        ended_at = timezone.now() if has_ended else None
        FaxJob.objects.filter(pk=job.pk, ended_at=None).update(**values, ended_at=ended_at)
        ticket = access.by_number(job.delivery.ticket)
        if news.progress is Progress.FAILED:
            bounces.bounced(job.delivery, status="", text=news.status, at=timezone.now())
        if ticket is not None:
            live.changed(ticket.root)
    return has_ended
