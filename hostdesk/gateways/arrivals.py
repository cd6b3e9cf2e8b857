"""Taking in: after `accept` has returned, the sender may forget the message, because we cannot."""

import logging
import threading
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, InterfaceError, transaction
from django.utils import timezone

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import intents
from hostdesk.gateways.identity import mail_key
from hostdesk.gateways.intents import Intent
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.lib import blobs, rows
from hostdesk.lib.disk import is_full
from hostdesk.lib.failpoints import failpoint

DISK_FULL = "4.3.1"  # RFC 3463, 3.4

log = logging.getLogger(__name__)

arrived = threading.Event()  # wakes the workers of this process; those of others look once in a while


def accept(
    raw: bytes,
    *,
    door: str,
    envelope_from: str | None = None,
    recipients: tuple[str, ...] = (),
    uid_validity: int | None = None,
    uid: int | None = None,
    not_read_because: str = "",
    channel: str = "mail",
    key: str = "",
    received_at: datetime | None = None,
) -> Arrival:
    """Keep one handing-in for ever; raises TemporaryFailure if we can't promise that now.

    First the bytes, then the rows in one short transaction, both durable. The same message again is one more
    receipt of the same arrival. With `not_read_because` it goes to quarantine as it is, with that sentence.
    Only a mail's key can be told from its bytes; `received_at` (UTC) is now unless named.
    """
    intent = Intent(
        door=door,
        channel=channel,
        key=key or mail_key(raw),
        at=received_at or timezone.now(),
        sha256=blobs.sha256_of(raw),
        size=len(raw),
        envelope_from=None if envelope_from is None else _storable(envelope_from),
        recipients=tuple(dict.fromkeys(_storable(address).lower() for address in recipients)),
        uid_validity=uid_validity,
        uid=uid,
        not_read_because=_storable(not_read_because),
    )
    try:
        with intents.noted(intent):
            failpoint("arrival.noted")
            _keep(intent, raw)
            failpoint("arrival.blob_kept")
            arrival = _take_in(intent)
            failpoint("arrival.committed")
    except (OSError, DatabaseError, InterfaceError) as error:
        log.warning("not accepted at %s, to be tried again: %s", door, error)
        if is_full(error):
            raise TemporaryFailure("the disk is full", status=DISK_FULL) from error
        raise TemporaryFailure(f"cannot be stored now: {type(error).__name__}") from error
    arrived.set()
    return arrival


def sweep() -> int:
    """Take in what was stored, but not entered when its process died or the database was away; counts."""
    blobs.sweep_unfinished()
    taken_in = 0
    with intents.left_behind() as found:
        for intent in found:
            if blobs.is_whole(intent.sha256):
                _take_in(intent)
                taken_in += 1
            intents.forget(intent)
    if taken_in:
        log.warning("%d messages were taken in that a dying process had left at the door", taken_in)
        arrived.set()
    return taken_in


def _keep(intent: Intent, raw: bytes) -> None:
    try:
        blobs.store(raw)
    except OSError:
        intents.forget(intent)  # without the bytes there is nothing to take in later
        raise


def _take_in(intent: Intent) -> Arrival:
    try:
        return _entered(intent)
    except IntegrityError:
        return _entered(intent)  # another door was quicker with the same mail: now we see its row


def _entered(intent: Intent) -> Arrival:
    with transaction.atomic():
        if rows.exists(Arrival, key=intent.key):
            # Locked to the end: a worker who finishes it now sees the new receipt, or we see its end.
            arrival = Arrival.objects.select_for_update().get(key=intent.key)
        else:
            arrival = Arrival(key=intent.key, **_facts(intent))
            rows.insert(arrival)
        if not _is_known(intent):
            _add_receipt(arrival, intent)
        failpoint("arrival.inserted")
    return arrival


def _facts(intent: Intent) -> dict[str, Any]:
    return {
        "channel": intent.channel,
        "sha256": intent.sha256,
        "size": intent.size,
        "received_at": intent.at,
        "next_at": intent.at,
        "envelope_from": intent.envelope_from,
        "not_read_because": intent.not_read_because,
    }


def _is_known(intent: Intent) -> bool:
    if rows.exists(Receipt, token=intent.token):
        return True  # swept, though its rows had been committed before the process died
    place = {"door": intent.door, "uid_validity": intent.uid_validity, "uid": intent.uid}
    return intent.uid is not None and rows.exists(Receipt, **place)


def _add_receipt(arrival: Arrival, intent: Intent) -> None:
    is_news = arrival.is_finished and bool(set(intent.recipients) - _recipients_of(arrival))
    rows.insert(
        Receipt(
            token=intent.token,
            arrival=arrival,
            door=intent.door,
            sha256=intent.sha256,
            envelope_from=intent.envelope_from,
            recipients=list(intent.recipients),
            at=intent.at,
            uid_validity=intent.uid_validity,
            uid=intent.uid,
            is_processed=arrival.is_finished and not is_news,
        )
    )
    if is_news:
        Arrival.objects.filter(pk=arrival.pk).update(state=State.WAITING, next_at=datetime.now(UTC))


def _recipients_of(arrival: Arrival) -> set[str]:
    return {
        address
        for addresses in arrival.receipts.values_list("recipients", flat=True)
        for address in addresses
    }


def _storable(text: str) -> str:
    """Without what PostgreSQL cannot keep: NUL and halves of characters (from raw 8-bit addresses)."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "")
