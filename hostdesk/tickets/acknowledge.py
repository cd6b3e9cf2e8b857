"""The acknowledgement of a request: at once, by mail, with the number, within the brakes (M8, M14)."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from hostdesk.accounts.models import Department
from hostdesk.core.acknowledgement import Answer, History, Limits, may_acknowledge
from hostdesk.core.incoming import Address, Incoming
from hostdesk.core.letter import Letter
from hostdesk.lib import reply_keys
from hostdesk.outbox.enqueue import enqueue
from hostdesk.tickets import letters, routing
from hostdesk.tickets.messages import write
from hostdesk.tickets.models import Kind, Message, Ticket
from hostdesk.tickets.telling import tell

MINUTE, DAY = 60, 86_400  # seconds


def answer_for(ticket: Ticket, incoming: Incoming, now: datetime) -> Answer:
    """Whether `ticket`, saved or not, is acknowledged at `now` (UTC), and how fully."""
    return may_acknowledge(incoming, _history(ticket, now), _limits(incoming), now)


def acknowledge(ticket: Ticket, incoming: Incoming, answer: Answer, at: datetime, now: datetime) -> None:
    """Queue the acknowledgement, or record why there is none; received `at`, answered `now` (both UTC)."""
    if not answer.send:
        tell(ticket, "acknowledgement.withheld", None, at, why=answer.why)
        return
    letter = _letter(ticket, incoming, full=answer.full)
    key = f"ack:{incoming.key}"
    delivery = enqueue(channel="mail", kind="acknowledgement", key=key, ticket=ticket.number, payload=letter)
    message = write(
        Message(
            ticket=ticket, kind=Kind.ACKNOWLEDGEMENT, channel="mail", key=key, at=now, delivery=delivery,
            sender_address=letter.sender.address, sender_name=letter.sender.name, language=ticket.language,
            to=[[one.address, one.name] for one in letter.to], subject=letter.subject, text=letter.text,
            new_text=letter.text, message_id=letter.message_id, references=list(letter.references),
        )
    )  # fmt: skip
    tell(
        ticket, "message.acknowledged", None, now,
        message=message.pk, digest=message.digest, why=answer.why, full=answer.full,
    )  # fmt: skip


def _letter(ticket: Ticket, incoming: Incoming, *, full: bool) -> Letter:
    words = letters.acknowledgement(ticket, incoming, full=full)
    mailbox = routing.address_of(ticket.department)
    earlier = incoming.references if full else ()
    token = reply_keys.issue(ticket.pk, ticket.requester, settings.SECRET_KEY)
    return Letter(
        sender=Address(
            mailbox, f"{settings.HOSTDESK['HOSTDESK_PROVIDER']} {ticket.department.name(ticket.language)}"
        ),
        # A stranger's words go nowhere, not even those in her name or her references.
        to=(Address(ticket.requester, ticket.requester_name if full else ""),),
        subject=words.subject,
        text=words.text,
        signature=ticket.department.signature(ticket.language),
        imprint=letters.imprint(),
        message_id=reply_keys.message_id(token, secrets.token_hex(8), settings.HOSTDESK["HOSTDESK_DOMAIN"]),
        in_reply_to=incoming.message_id,
        references=tuple(dict.fromkeys(filter(None, (*earlier, incoming.message_id)))),
        reply_to=reply_keys.reply_address(mailbox, token),
        envelope_from=_return_path(),
        is_automatic=True,
        language=ticket.language,
    )


def _return_path() -> str:
    """The null return path (RFC 3834), unless later bounces are to come back as well (M8)."""
    is_null = settings.HOSTDESK["HOSTDESK_ACK_RETURN_PATH"] == "null"
    return "" if is_null else routing.bounce_address()


def _history(ticket: Ticket, now: datetime) -> History:
    # The brakes count what we did until now; the receipt may lie further back after an outage.
    minute_ago, day_ago = now - timedelta(seconds=MINUTE), now - timedelta(seconds=DAY)
    with connection.cursor() as cursor:
        adapted = map(connection.ops.adapt_datetimefield_value, (minute_ago, day_ago))
        cursor.execute(_COUNTED, [*adapted, ticket.requester])
        to_anybody, is_asked_before = cursor.fetchone()
    to_sender = list(_sent(ticket.requester, day_ago)) if is_asked_before else []
    return History(
        is_known=ticket.contact_id is not None,
        to_sender=tuple(at for at, _ in to_sender if at),
        on_ticket=tuple(at for at, pk in to_sender if at and pk == ticket.pk),
        to_anybody=to_anybody,
    )


_COUNTED = (
    "SELECT (SELECT COUNT(*) FROM tickets_ticket WHERE acknowledged_at > %s), "
    "EXISTS (SELECT 1 FROM tickets_ticket WHERE acknowledged_at > %s AND requester = %s)"
)


def _sent(requester: str, since: datetime) -> QuerySet[Ticket, tuple[datetime | None, int]]:
    """When `requester` was acknowledged, and on which tickets."""
    sent = Ticket.objects.filter(acknowledged_at__gt=since, requester=requester)
    return sent.values_list("acknowledged_at", "pk")


def _limits(incoming: Incoming) -> Limits:
    values = settings.HOSTDESK
    is_ours = routing.is_ours(incoming.sender.address)
    own = Department.objects.values_list("local_part", flat=True) if is_ours else ()
    return Limits(
        own_addresses=frozenset(f"{one}@{values['HOSTDESK_DOMAIN']}" for one in own),
        gap=values["HOSTDESK_ACK_MINUTES"] * MINUTE,
        per_hour=values["HOSTDESK_ACK_PER_HOUR"],
        in_all=values["HOSTDESK_ACK_GLOBAL_PER_MINUTE"],
        in_all_span=MINUTE,
    )
