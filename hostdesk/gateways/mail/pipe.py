"""Mail on standard input, from a mail server's pipe or alias: exit 0 only once it is on the disk."""

import logging
import sys
from collections.abc import Sequence
from typing import BinaryIO

from django.conf import settings

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import arrivals
from hostdesk.gateways.mail.envelope import recipients_in
from hostdesk.lib.failpoints import failpoint

# sysexits.h: mail servers keep the mail for 75, and return it to its sender for 65.
KEPT, REFUSED, TRY_AGAIN = 0, 65, 75

log = logging.getLogger(__name__)


def receive(stdin: BinaryIO, recipients: Sequence[str] = (), sender: str | None = None) -> int:
    """Take one mail in, whether the server runs or not, and return the exit code.

    Without `recipients` they are looked for in Delivered-To, X-Original-To, Envelope-To, To and Cc; without
    `sender` ("" is the null path) Return-Path tells. In any doubt 75: the mail stays with the mail server.
    """
    try:
        return _receive(stdin, tuple(recipients), sender)
    except TemporaryFailure as failure:
        _say(f"try again later: {failure.text}")
    except Exception as error:
        log.exception("pipe: an unexpected failure, the mail stays with its sender")
        _say(f"try again later: unexpected failure ({type(error).__name__})")
    return TRY_AGAIN


def _receive(stdin: BinaryIO, recipients: tuple[str, ...], sender: str | None) -> int:
    limit = settings.HOSTDESK["HOSTDESK_MAX_MAIL_MB"] << 20
    raw = stdin.read(limit + 1)
    if len(raw) > limit:
        size = len(raw) + _drain(stdin)
        _say(f"5.3.4 The message has {size / 1e6:.1f} MB, more than {limit / 1e6:.1f} MB are not accepted")
        return REFUSED
    if not raw:
        _say("try again later: nothing came on standard input")
        return TRY_AGAIN
    arrivals.accept(raw, door="pipe", envelope_from=sender, recipients=recipients or recipients_in(raw))
    failpoint("pipe.before_exit")
    return KEPT


def _drain(stdin: BinaryIO) -> int:
    # Read to the end: some mail servers take a broken pipe for a reason to try again for days.
    size = 0
    while chunk := stdin.read(1 << 20):
        size += len(chunk)
    return size


def _say(text: str) -> None:
    sys.stderr.write(f"hostdesk: {text}\n")
