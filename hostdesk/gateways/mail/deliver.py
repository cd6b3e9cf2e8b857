"""A delivery of the channel mail → our mail server, and what it said (see outbox.outcomes)."""

from django.conf import settings
from django.utils import timezone

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.core.letter import Letter
from hostdesk.gateways.mail import smarthost, transaction
from hostdesk.gateways.mail.compose import compose
from hostdesk.gateways.mail.transaction import Envelope, Reply
from hostdesk.lib import reply_keys
from hostdesk.lib.failpoints import failpoint
from hostdesk.lib.mail_address import sendable
from hostdesk.outbox import claims
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.outcomes import Answer, PartlyReached


def deliver(delivery: Delivery) -> str:
    """Send it to all who have not got it yet; the server's last words. Raises the failures of the outbox."""
    letter = delivery.as_letter
    content = _content(delivery, letter)
    envelope = _envelope(delivery, letter, content)
    with smarthost.connection() as smtp:
        replies = transaction.invite(smtp, envelope, len(content))
        if not any(reply.is_good for reply in replies.values()):
            raise _nobody(replies)
        failpoint("mail.before_data")
        answer = transaction.hand_over(smtp, content, lambda: claims.hand_over(delivery))
        failpoint("mail.after_reply")
    return _outcome(replies, answer)


def return_path(delivery_id: int, mailbox: str) -> str:
    """`bounces+<key>@domain`, by which a bounce finds its delivery."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local}+{reply_keys.issue_bounce(delivery_id, settings.SECRET_KEY)}@{domain}"


def _content(delivery: Delivery, letter: Letter) -> bytes:
    try:
        # The moment of the first attempt, so that a repetition is the same mail to the byte.
        return compose(letter, date=delivery.first_attempt_at or timezone.now())
    except ValueError as error:
        raise PermanentFailure(f"This letter cannot be written as a mail: {error}.") from error
    except OSError as error:
        raise TemporaryFailure(f"An attachment cannot be read: {error}.") from error


def _envelope(delivery: Delivery, letter: Letter, content: bytes) -> Envelope:
    sender = return_path(delivery.pk, letter.envelope_from) if letter.envelope_from else ""
    missing = [one for one in map(sendable, letter.recipients) if one not in delivery.reached]
    if not missing:
        raise PermanentFailure("This letter names nobody to send it to.")
    is_smtputf8 = not content.partition(b"\r\n\r\n")[0].isascii()
    return Envelope(sendable(sender) if sender else "", tuple(missing), is_smtputf8)


def _nobody(replies: dict[str, Reply]) -> TemporaryFailure | PermanentFailure:
    """No recipient was accepted: final only if all refusals are."""
    first = min(replies.values(), key=lambda reply: reply.is_final)
    failure = first.failure(next(one for one, reply in replies.items() if reply is first))
    if len(replies) > 1:
        failure.text = f"{smarthost.server_name()} refuses {_words(replies)}"
    return failure


def _outcome(replies: dict[str, Reply], answer: Reply) -> Answer:
    refused = {one: reply for one, reply in replies.items() if not reply.is_good}
    if all(reply.is_final for reply in refused.values()):
        return Answer(str(answer), f"Not sent to {_words(refused)}" if refused else "")
    reached = tuple(one for one, reply in replies.items() if reply.is_good)
    raise PartlyReached(f"Not yet sent to {_words(refused)}", reached, str(answer))


def _words(replies: dict[str, Reply]) -> str:
    return "; ".join(f"{one}: {reply}" for one, reply in replies.items())
