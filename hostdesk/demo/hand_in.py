"""Handing in a customer's mail as the border mail server would: over LMTP (RFC 2033)."""

import smtplib
from datetime import UTC, datetime

from django.conf import settings

from hostdesk.demo import post

_PATIENCE = 30  # seconds


def hand_in(raw: bytes, *, sender: str, recipients: tuple[str, ...]) -> None:
    """Give the mail to the running LMTP server and keep it under "sent"; `sender` "" is the null return path.

    Raises OSError or smtplib.SMTPException if the desk did not take it.
    """
    host, port = settings.HOSTDESK["HOSTDESK_LMTP"]
    with smtplib.LMTP(host, port, local_hostname="localhost", timeout=_PATIENCE) as door:
        door.sendmail(sender, list(recipients), raw)
    if sender:
        post.keep(raw, [sender], datetime.now(UTC), direction=post.SENT)
