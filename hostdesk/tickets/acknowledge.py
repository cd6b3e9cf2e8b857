"""The acknowledgement of a request: at once, by mail, with the number, within the brakes (M8, M14)."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from hostdesk.accounts.models import Department
from hostdesk.core.acknowledgement import History, Limits, may_acknowledge
from hostdesk.core.incoming import Address, Incoming
from hostdesk.core.letter import Letter
from hostdesk.lib import reply_keys
from hostdesk.outbox.enqueue import enqueue
from hostdesk.tickets import letters, routing
from hostdesk.tickets.actions.beginning import tell
from hostdesk.tickets.messages import write
from hostdesk.tickets.models import Kind, Message, Ticket

MINUTE = 60


def acknowledge(ticket: Ticket, incoming: Incoming, at: datetime) -> Message | None:
    """Queue the acknowledgement, or record why there is none."""
    # The brakes count what we do now; `at`, the receipt, may lie further back after an outage.
    now = timezone.now()
    answer = may_acknowledge(incoming, _history(ticket, now), _limits(), now)
    if not answer.send:
        tell(ticket, "acknowledgement.withheld", None, at, why=answer.why)
        return None
    letter = _letter(ticket, incoming, full=answer.full)
    delivery = enqueue(
        channel="mail",
        kind="acknowledgement",
        key=f"ack:{incoming.key}",
        ticket=ticket.number,
        payload=letter,
    )
    message = write(
        Message(
            ticket=ticket, kind=Kind.ACKNOWLEDGEMENT, channel="mail", key=f"ack:{incoming.key}", at=now,
            sender_address=letter.sender.address, sender_name=letter.sender.name, delivery=delivery,
            language=ticket.language,
            to=[[one.address, one.name] for one in letter.to], subject=letter.subject, text=letter.text,
            new_text=letter.text, message_id=letter.message_id, references=list(letter.references),
        )
    )  # fmt: skip
    tell(
        ticket,
        "message.acknowledged",
        None,
        now,
        message=message.pk,
        digest=message.digest,
        why=answer.why,
        full=answer.full,
    )
    return message


def _letter(ticket: Ticket, incoming: Incoming, *, full: bool) -> Letter:
    words = letters.acknowledgement(ticket, incoming, full=full)
    mailbox = routing.address_of(ticket.department)
    token = reply_keys.issue(ticket.pk, ticket.requester, settings.SECRET_KEY)
    return Letter(
        sender=Address(
            mailbox, f"{settings.HOSTDESK['HOSTDESK_PROVIDER']} {ticket.department.name(ticket.language)}"
        ),
        to=(Address(ticket.requester, ticket.requester_name),),
        subject=words.subject,
        text=words.text,
        signature=ticket.department.signature(ticket.language),
        imprint=letters.imprint(),
        message_id=reply_keys.message_id(token, secrets.token_hex(8), settings.HOSTDESK["HOSTDESK_DOMAIN"]),
        in_reply_to=incoming.message_id,
        references=tuple(dict.fromkeys(one for one in (*incoming.references, incoming.message_id) if one)),
        reply_to=reply_keys.reply_address(mailbox, token),
        is_automatic=True,
        language=ticket.language,
    )


def _history(ticket: Ticket, now: datetime) -> History:
    sent = Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT)
    to_sender = sent.filter(
        ticket__requester=ticket.requester, ticket__received_at__gt=now - timedelta(days=7)
    )
    return History(
        is_known=ticket.contact_id is not None,
        to_sender=tuple(to_sender.filter(at__gt=now - timedelta(hours=1)).values_list("at", flat=True)),
        to_anybody=sent.filter(at__gt=now - timedelta(seconds=MINUTE)).count(),
    )


def _limits() -> Limits:
    values = settings.HOSTDESK
    own = {routing.address_of(one) for one in Department.objects.all()}
    return Limits(
        own_addresses=frozenset(own),
        gap=values["HOSTDESK_ACK_MINUTES"] * MINUTE,
        per_hour=values["HOSTDESK_ACK_PER_HOUR"],
        in_all=values["HOSTDESK_ACK_GLOBAL_PER_MINUTE"],
        in_all_span=MINUTE,
    )
