"""One arrival into the record: read it, then ticket, message and the arrival's end in one transaction."""

from django.conf import settings
from django.utils import timezone

from hostdesk.billing import consents
from hostdesk.core.incoming import Incoming
from hostdesk.gateways import claims
from hostdesk.gateways.fax import reading as fax
from hostdesk.gateways.form import reading as form
from hostdesk.gateways.form.further import Further, nothing
from hostdesk.gateways.mail import safely
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.stub import stub
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.gateways.phone import entering as phone
from hostdesk.gateways.phone import reading as call
from hostdesk.journal.record import writing
from hostdesk.lib import blobs, rows
from hostdesk.lib.failpoints import failpoint
from hostdesk.tickets import intake
from hostdesk.tickets.models import Message
from hostdesk.tickets.quarantine import quarantine

MAX_DEFECTS = 3  # repetitions after an unexpected exception, then a person sees the arrival as it is
MAX_DEATHS = 10  # processes that may die over it; some may have died of something else


def enter(arrival: Arrival) -> None:
    """Make a claimed arrival a message on a ticket; raises claims.Lost if the claim was taken over meanwhile.

    Also for one that was handed in again, for another department or by the retry button: what is known is not
    written twice.
    """
    receipts = rows.each(Receipt, arrival=arrival.pk)
    recipients = tuple(dict.fromkeys(address for receipt in receipts for address in receipt.recipients))
    found, then = _read(arrival, recipients)
    failpoint("work.read")
    if isinstance(found, Incoming):
        for file in found.files:  # now, so that the transaction need not wait for the disk
            blobs.store(file.content)
    with writing():
        claims.hold(arrival)
        message = _write(arrival, found, recipients, then)
        _finish(arrival, message, found, receipts)
        failpoint("work.before_commit")
    failpoint("work.committed")


def why_not_read(arrival: Arrival) -> str:
    """Why this is shown to a person without being read (again); "" as long as reading may help."""
    if arrival.not_read_because:
        return arrival.not_read_because
    if arrival.attempts > MAX_DEFECTS:
        return arrival.error
    if arrival.lost_claims >= MAX_DEATHS:
        return f"The program stopped {arrival.lost_claims} times while reading it."
    return ""


def _read(arrival: Arrival, recipients: tuple[str, ...]) -> tuple[Incoming | Unreadable, Further]:
    reason = why_not_read(arrival)
    if reason:
        tell = {"form": form.stub, "fax": fax.stub}.get(arrival.channel, stub)
        return tell(_raw_or_nothing(arrival), Reason.CRASHED, reason), nothing
    if arrival.channel == "form":
        return form.read(blobs.read(arrival.sha256), arrival.key, recipients)
    if arrival.channel == "fax":
        return fax.read(blobs.read(arrival.sha256), arrival.key, arrival.received_at)
    if arrival.channel == "phone":
        return call.read(blobs.read(arrival.sha256), arrival.key, recipients), nothing
    return _read_mail(arrival, recipients), nothing


def _read_mail(arrival: Arrival, recipients: tuple[str, ...]) -> Incoming | Unreadable:
    facts = Facts(
        key=arrival.key,
        envelope_from=arrival.envelope_from,
        recipients=recipients,
        authserv_id=settings.HOSTDESK["HOSTDESK_AUTHSERV_ID"],
    )
    raw = blobs.read(arrival.sha256)
    found = safely.read(raw, facts)
    if isinstance(found, Unreadable):
        return found
    return _with_evidence(found, raw) if facts.authserv_id else _checked(found, raw)


def _checked(mail: Incoming, raw: bytes) -> Incoming:
    """With our own verdicts on its sender, where no border server gives any and we are asked to."""
    if not settings.HOSTDESK["HOSTDESK_CHECK_AUTHENTICATION"]:
        return mail
    from hostdesk.gateways.mail import own_check  # its libraries are loaded only where they are wanted

    return own_check.checked(raw, mail)


def _with_evidence(mail: Incoming, raw: bytes) -> Incoming:
    """A mail that may say yes keeps the keys of its signatures: later the DNS has others (M15)."""
    if not consents.waits_for(mail.sender.address, timezone.now()):
        return mail
    from hostdesk.gateways.mail import own_check

    return own_check.with_keys(raw, mail)


def _raw_or_nothing(arrival: Arrival) -> bytes:
    try:
        return blobs.read(arrival.sha256)
    except OSError:
        return b""  # a lost file must not hide that there was a message; `hostdesk verify` names it


def _write(
    arrival: Arrival, found: Incoming | Unreadable, recipients: tuple[str, ...], then: Further
) -> Message:
    if isinstance(found, Incoming):
        is_new = then is not nothing and not rows.exists(Message, key=found.key)
        receive = phone.receive if arrival.channel == "phone" else intake.receive
        received = receive(found, arrival.received_at, raw_sha256=arrival.sha256)
        if is_new:
            then(received)
        return received
    message = Message.objects.filter(key=arrival.key).first() or quarantine(
        arrival.key,
        found.sender or arrival.envelope_from or "",
        why_not_read(arrival) or found.reason.value,
        arrival.received_at,
        raw_sha256=arrival.sha256,
        recipients=recipients,
        channel=arrival.channel,
    )
    intake.also_for(message, recipients)
    return message


def _finish(arrival: Arrival, message: Message, found: Incoming | Unreadable, seen: list[Receipt]) -> None:
    is_readable = message.key == arrival.key
    for receipt in seen:
        if not receipt.is_processed:
            rows.change(Receipt, {"is_processed": True}, pk=receipt.pk)
    # Handed in once more while we were reading: look again at once.
    is_again = rows.exists(Receipt, arrival=arrival.pk, is_processed=False)
    ended = State.DONE if is_readable else State.QUARANTINED
    values = {
        "state": State.WAITING if is_again else ended,
        "next_at": timezone.now(),
        "message_id": message.pk,
        "ticket_number": message.ticket.number,
        "error": "" if is_readable else _sentence(arrival, found),
        "traceback": "" if is_readable else arrival.traceback,
    }
    rows.change(Arrival, values, **claims.ours(arrival))


def _sentence(arrival: Arrival, found: Incoming | Unreadable) -> str:
    if isinstance(found, Incoming):
        return arrival.error
    return why_not_read(arrival) or f"{found.reason.value} {found.detail}".strip()
