"""Very many tickets, quickly: for trying how the desk feels after years of use."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from django.conf import settings
from django.db import connection

from hostdesk.core import numbers
from hostdesk.demo.bulk_journal import append
from hostdesk.demo.bulk_rows import Batch, Household, household, invent
from hostdesk.journal.record import writing
from hostdesk.outbox.models import Delivery
from hostdesk.tickets import messages, search
from hostdesk.tickets.models import Message, Participant, Ticket

BATCH = 1000  # tickets in one transaction
Progress = Callable[[int, float], None]  # tickets so far, tickets a second


def fill(count: int, now: datetime, *, progress: Progress = lambda done, rate: None) -> None:
    """Add `count` tickets with three messages each, a tenth of them open, as of `now` (UTC).

    The cast must be installed. Rows are written in bulk, but the record is whole, as `hostdesk verify` says.
    """
    luck = random.Random(count)
    people = household()
    began, done = time.monotonic(), 0
    for some in _parts(_free_numbers(count, luck)):
        _write(invent(some, people, now, luck), people)
        done += len(some)
        progress(done, done / (time.monotonic() - began))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that the first page is as quick as the thousandth


def _write(batch: Batch, people: Household) -> None:
    with writing():
        Ticket.objects.bulk_create(batch.tickets)
        Delivery.objects.bulk_create(batch.deliveries)
        for message in batch.messages:
            # The keys of what they belong to are known only now, and the digest vouches for them.
            message.ticket_id = message.ticket.pk
            message.delivery_id = message.delivery.pk if message.delivery else None
            message.digest = messages.digest(message, [])
        Message.objects.bulk_create(batch.messages)
        Participant.objects.bulk_create(
            Participant(ticket=one, address=one.requester, name=one.requester_name, since=one.received_at)
            for one in batch.tickets
        )
        search.add_many(batch.messages)
        append(batch.events())


def _free_numbers(count: int, luck: random.Random) -> list[str]:
    prefix = settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"]
    taken = set(Ticket.objects.values_list("number", flat=True))
    drawn = (numbers.make(one, prefix) for one in luck.sample(range(numbers.POSSIBLE), count + len(taken)))
    return [number for number in drawn if number not in taken][:count]


def _parts(found: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
