"""A delivery of the channel fax → the fax server; never submitted twice (see outbox.outcomes)."""

import uuid

from django.conf import settings
from django.utils import timezone

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.gateways.fax.hylafax_out import HylaFax
from hostdesk.gateways.fax.models import FaxJob
from hostdesk.gateways.fax.transport import FaxTransport, Job
from hostdesk.lib import blobs
from hostdesk.lib.failpoints import failpoint
from hostdesk.outbox import claims
from hostdesk.outbox.models import Delivery


def deliver(delivery: Delivery) -> str:
    """Give it to the fax server, or find that it has it; its answer. Raises the failures of the outbox.

    What becomes of it afterwards is heard by `following`.
    """
    job = _job_of(delivery)
    sheets = _sheets(delivery)
    server = connection()
    try:
        known = find(server, job)
        if known is not None:
            claims.hand_over(delivery)  # it was, by an attempt that did not live to say so
            return _taken(job, known.job_id)
        job_id = server.prepare(str(job.tag), job.number, sheets)
        failpoint("fax.prepared")
        claims.hand_over(delivery)
        failpoint("fax.before_submit")
        server.submit(job_id)
        failpoint("fax.submitted")
    finally:
        server.close()
    return _taken(job, job_id)


def connection() -> FaxTransport:
    """To the fax server of HOSTDESK_FAX_SERVER; TemporaryFailure, PermanentFailure if none is set."""
    url = settings.HOSTDESK["HOSTDESK_FAX_SERVER"]
    if not url:
        raise PermanentFailure("This installation has no fax server: set HOSTDESK_FAX_SERVER.")
    return HylaFax(url)


def find(server: FaxTransport, job: FaxJob) -> Job | None:
    """What the server knows under our name."""
    return next((one for one in server.jobs() if one.tag == str(job.tag)), None)


def _job_of(delivery: Delivery) -> FaxJob:
    """Its name is kept before the server hears it."""
    number = delivery.as_letter.recipients[0]
    return FaxJob.objects.get_or_create(delivery=delivery, defaults={"tag": uuid.uuid4(), "number": number})[
        0
    ]


def _sheets(delivery: Delivery) -> bytes:
    files = delivery.as_letter.files
    if len(files) != 1:
        raise PermanentFailure("This fax has no sheets.")
    try:
        return blobs.read(files[0].sha256)
    except OSError as error:
        raise TemporaryFailure(f"The sheets cannot be read: {error}.") from error


def _taken(job: FaxJob, job_id: str) -> str:
    FaxJob.objects.filter(pk=job.pk).update(job_id=job_id, submitted_at=timezone.now())
    return f"The fax server has it as job {job_id}."
