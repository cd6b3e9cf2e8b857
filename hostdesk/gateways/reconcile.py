"""Counted at the door = counted inside: receipts, arrivals, messages and files; differences by name."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from hostdesk.gateways import intents
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.journal.checks import Finding, check
from hostdesk.lib import blobs
from hostdesk.tickets.models import Message

PATIENCE = timedelta(minutes=15)  # in which an arrival has become a ticket, if all is well
CHANNELS = ("mail", "form", "phone", "fax")  # whose messages come through a door of ours as raw bytes
_CHUNK = 2000


@check("arrivals")
def arrivals_are_messages() -> Iterator[Finding]:
    """Everything that came through a door is a message on a ticket, once, or has not waited long."""
    late = timezone.now() - PATIENCE
    for chunk in _chunks(Arrival.objects.order_by("pk").iterator(_CHUNK)):
        messages = Message.objects.select_related("ticket").in_bulk([arrival.message_id for arrival in chunk])
        for arrival in chunk:
            if not arrival.is_finished:
                if arrival.received_at < late and arrival.next_at < late:
                    yield _finding(
                        arrival, f"has waited since {arrival.received_at:%Y-%m-%d %H:%M} UTC: {arrival.error}"
                    )
            elif problem := _difference(arrival, messages.get(arrival.message_id or 0)):
                yield _finding(arrival, problem)


@check("receipts")
def receipts_are_arrivals() -> Iterator[Finding]:
    """Every arrival was handed in at a door, and every handing-in that is not entered yet is recent."""
    of_it = Receipt.objects.filter(arrival=OuterRef("pk"))
    for arrival in Arrival.objects.filter(~Exists(of_it)).iterator(_CHUNK):
        yield _finding(arrival, "came through no door")
    finished = Receipt.objects.filter(is_processed=False, arrival__state__in=(State.DONE, State.QUARANTINED))
    for receipt in finished.select_related("arrival").iterator(_CHUNK):
        yield _finding(receipt.arrival, f"was handed in again at {receipt.door}, and nobody looked")
    for intent in intents.older_than(PATIENCE):
        yield Finding(
            f"Something handed in at {intent.door} was stored, and never entered.", f"intent {intent.token}"
        )


@check("messages from outside")
def messages_came_through_a_door() -> Iterator[Finding]:
    """Every message that names an original was handed in with it."""
    of_it = Arrival.objects.filter(sha256=OuterRef("raw_sha256"))
    strangers = Message.objects.filter(channel__in=CHANNELS).exclude(raw_sha256="").filter(~Exists(of_it))
    for pk in strangers.values_list("pk", flat=True).iterator(_CHUNK):
        yield Finding(f"Message {pk} came through no door.", f"message {pk}")


@check("originals")
def originals_are_whole() -> Iterator[Finding]:
    """The bytes of every handing-in are there, and still what they were."""
    for sha256 in (
        Receipt.objects.order_by("sha256").values_list("sha256", flat=True).distinct().iterator(_CHUNK)
    ):
        if not blobs.is_whole(sha256):
            yield Finding(f"The original {sha256} is missing or damaged.", f"blob {sha256}")


def _difference(arrival: Arrival, message: Message | None) -> str:
    if message is None:
        return f"says that it is message {arrival.message_id}, which is not there"
    if message.ticket.number != arrival.ticket_number:
        return f"says that it is on {arrival.ticket_number}, but is on {message.ticket.number}"
    if (message.key == arrival.key) != (arrival.state == State.DONE):
        return f"is {arrival.state}, but message {message.pk} has the key {message.key}"
    if message.raw_sha256 != arrival.sha256:
        return f"has other bytes than message {message.pk}"
    return ""


def _finding(arrival: Arrival, text: str) -> Finding:
    return Finding(f"Arrival {arrival.pk} {text}.", f"arrival {arrival.pk}")


def _chunks(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    chunk: list[Arrival] = []
    for arrival in arrivals:
        chunk.append(arrival)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk
