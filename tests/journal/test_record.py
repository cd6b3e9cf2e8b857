"""The record takes events one after the other, and nothing outside a transaction of its own."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from hostdesk.journal import chain
from hostdesk.journal.models import Event
from hostdesk.journal.record import NotWriting, is_writing, record, writing
from hostdesk.journal.verify import verify


@pytest.mark.django_db
def test_events_follow_each_other_without_a_gap_and_each_names_the_one_before():
    with writing():
        first = record("opened", about="ticket:HD-1", by="mail", subject="Hilfe")
        second = record("taken", about="ticket:HD-1", by="staff:1")
    assert (first.seq, second.seq) == (1, 2)
    assert (first.prev_hash, second.prev_hash) == (chain.BEGINNING, first.hash)


@pytest.mark.django_db
def test_nothing_is_recorded_outside_writing():
    with transaction.atomic(), pytest.raises(NotWriting):
        record("opened", about="ticket:HD-1", by="mail")


@pytest.mark.django_db
def test_money_and_times_come_back_as_they_were_meant():
    at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    with writing():
        record("charged", about="ticket:HD-1", by="worker", at=at, net=Decimal("12.50"), due=at)
    event = Event.objects.get()
    assert event.at == at
    assert event.data == {"net": "12.50", "due": "2026-11-22T09:00:00.000000+00:00"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 22, 9, 0, 0, 0, UTC),
        datetime(2026, 11, 22, 9, 0, 0, 1, UTC),
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(1970, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        None,
    ],
)
@pytest.mark.parametrize(
    "text", ["", "Grüße 👋", "NUL \0 and a broken \udc80 byte", "'; DROP TABLE x; --", "%s"]
)
def test_whatever_is_recorded_raises_no_alarm(at: datetime | None, text: str):
    with writing():
        record("erwähnt", about="ticket:Ü", by="staff:1", at=at, text=text)
        record("received", about="%s", by="mail")
    assert verify().exit_code == 0
    assert Event.objects.get(seq=1).data == {"text": text}


@pytest.mark.django_db(transaction=True)
def test_an_action_that_fails_leaves_no_event_behind():
    with pytest.raises(RuntimeError, match="the provider's server burns"), writing():
        record("opened", about="ticket:HD-1", by="mail")
        raise RuntimeError("the provider's server burns")
    assert not Event.objects.exists()
    assert not is_writing()


@pytest.mark.django_db(transaction=True)
def test_an_action_inside_an_action_commits_with_it_or_not_at_all():
    with pytest.raises(RuntimeError), writing():
        with writing():
            record("opened", about="ticket:HD-1", by="mail")
        raise RuntimeError
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_begins_another_transaction_first_is_told_so():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(), writing():
        pass
