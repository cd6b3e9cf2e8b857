"""The way out while the demo's story is told: from the outbox into the mailbox, without a mail server."""

from datetime import timedelta

from django.utils import timezone

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.demo import post
from hostdesk.demo.post_office import LATER, NOBODY
from hostdesk.gateways.mail.compose import compose
from hostdesk.gateways.mail.deliver import return_path
from hostdesk.outbox import claims
from hostdesk.outbox.models import Delivery


def deliver(delivery: Delivery) -> str:
    """Put the letter into its mailboxes; refuses the addresses that the running post office refuses."""
    letter = delivery.as_letter
    for address in letter.recipients:
        if address.startswith(NOBODY):
            raise PermanentFailure(
                f"post.example.test refuses {address}: 550 5.1.1 No such user here", "5.1.1"
            )
        if address.startswith(LATER):
            raise TemporaryFailure(
                f"post.example.test: 450 4.2.1 {address} is too busy", timezone.now() + timedelta(minutes=20)
            )
    claims.hand_over(delivery)
    sender = return_path(delivery.pk, letter.envelope_from) if letter.envelope_from else ""
    raw = f"Return-Path: <{sender}>\r\n".encode() + compose(letter, date=timezone.now())
    post.keep(raw, letter.recipients, timezone.now())
    return "250 2.0.0 In the mailbox"
