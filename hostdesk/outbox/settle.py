"""Writing down how an attempt ended, and telling the layer above in the same transaction."""

import logging
import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.journal.record import writing
from hostdesk.outbox import claims, patience
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.outcomes import PartlyReached, ReplyLost
from hostdesk.outbox.states import REPEATABLE_CHANNELS, State

INTERRUPTED = "The program was interrupted while sending: it is unknown whether this was sent."

log = logging.getLogger(__name__)


def sent(delivery: Delivery, answer: str) -> None:
    """The other side has it; `answer` is its last words."""
    values = {"answer": str(answer), "last_error": getattr(answer, "trouble", ""), "sent_at": timezone.now()}
    _settle(delivery, state=State.SENT, next_at=None, **values)


def temporary(delivery: Delivery, failure: TemporaryFailure, is_urgent: bool = False) -> None:
    """Try again later, or give up when the days of patience are over."""
    if isinstance(failure, ReplyLost):
        unclear(delivery, failure.text)
        return
    if isinstance(failure, PartlyReached):
        delivery.reached = [*delivery.reached, *failure.reached]
        delivery.answer = failure.answer
    again = _next_attempt(delivery, failure.retry_at)
    if again is None:
        _fail(delivery, f"Given up after {_days()} days. {failure.text}")
        return
    # Nothing that a person must know yet: no event, no lock of the record.
    claims.owned(delivery).update(
        state=State.WAITING,
        next_at=timezone.now() if is_urgent else again,
        last_error=failure.text,
        reached=delivery.reached,
        answer=delivery.answer,
    )


def permanent(delivery: Delivery, failure: PermanentFailure) -> None:
    """No repetition will help: a person must see why."""
    _fail(delivery, failure.text)


def abandoned(delivery: Delivery) -> None:
    """The last worker died while sending: what it had not handed over is simply tried again."""
    if delivery.is_handed_over:
        unclear(delivery, INTERRUPTED, is_urgent=True)
    else:
        # At once, unless the program seems to die of this very letter.
        words = TemporaryFailure("The program was interrupted before this was sent.")
        temporary(delivery, words, is_urgent=delivery.attempts < 3)


def defect(delivery: Delivery, error: Exception) -> None:
    """A fault of this program: a person must see it, and can send again when it is mended."""
    words = f"A fault of this program: {error!r}."
    if delivery.is_handed_over:
        unclear(delivery, f"{words} It is unknown whether this was sent.")
    else:
        _fail(delivery, f"{words} Nothing was sent.")


def unclear(delivery: Delivery, text: str, is_urgent: bool = False) -> None:
    """It may have been sent. A mail is repeated once under its Message-ID; the rest waits for a person."""
    is_repeated = delivery.channel in REPEATABLE_CHANNELS and delivery.repeated < 1
    again = _next_attempt(delivery, None) if is_repeated else None
    if again is not None and is_urgent:
        again = timezone.now()
    _settle(delivery, state=State.UNCLEAR, next_at=again, last_error=text)


def _fail(delivery: Delivery, text: str) -> None:
    if delivery.reached:
        text = f"{text} It did reach {', '.join(delivery.reached)}."
    _settle(delivery, state=State.FAILED, next_at=None, last_error=text)


def _settle(delivery: Delivery, **values: object) -> None:
    values |= {"reached": delivery.reached}
    try:
        with writing():
            if _update(delivery, values):
                tell(delivery)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the worker tries again to write this down
    except Exception as error:
        # What was sent stays sent even if nobody can be told; otherwise it would be sent for ever.
        log.exception("Delivery %s could not be told to its ticket", delivery.pk)
        words = f"{values.get('last_error', '')} The ticket could not be told: {error!r}".strip()
        with writing():
            _update(delivery, values | {"last_error": words})


def tell(delivery: Delivery) -> None:
    """Call the hook of the layer above, within the transaction that changed the delivery."""
    import_string(settings.HOSTDESK_ON_DELIVERY)(delivery)


def _update(delivery: Delivery, values: dict[str, object]) -> bool:
    if not claims.owned(delivery).update(**values):
        log.warning("Delivery %s was taken over by another worker", delivery.pk)
        return False
    for name, value in values.items():
        setattr(delivery, name, value)
    return True


def _next_attempt(delivery: Delivery, asked_for: datetime | None) -> datetime | None:
    now = timezone.now()
    return patience.next_attempt(
        now=now,
        attempts=delivery.attempts,
        luck=random.random(),  # noqa: S311 -- spreads load, guards nothing
        asked_for=asked_for,
        give_up_at=(delivery.first_attempt_at or now) + timedelta(days=_days()),
    )


def _days() -> int:
    return int(settings.HOSTDESK["HOSTDESK_RETRY_DAYS"])
