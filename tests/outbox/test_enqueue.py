import pytest
from django.db import DatabaseError, connection, transaction
from outbox_cast import letter, queued

from hostdesk.outbox.enqueue import cancel, enqueue, send_again, send_now
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.worker import run_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_key_twice_is_one_delivery():
    assert queued(1).pk == queued(1).pk
    assert Delivery.objects.count() == 1


def test_a_letter_outside_the_transaction_of_its_action_is_refused():
    with pytest.raises(RuntimeError):
        enqueue(channel="mail", kind="reply", key="k", ticket="HD-1", payload=letter())


def test_a_held_reply_can_be_taken_back():
    delivery = queued(hold_seconds=15)
    assert delivery.hold_until and cancel(delivery, "staff:1")
    assert (delivery.state, delivery.decided_by, delivery.hold_until) == ("cancelled", "staff:1", None)
    assert not run_once()


def test_taking_back_too_late_changes_nothing():
    delivery = queued(hold_seconds=15)
    assert send_now(Delivery.objects.get())
    assert not cancel(delivery, "staff:1")
    assert Delivery.objects.get().state == "waiting"
    assert run_once()
    assert not cancel(Delivery.objects.get(), "staff:1")
    assert Delivery.objects.get().state == "sent"


def test_a_held_reply_goes_out_when_its_time_has_come():
    delivery = queued(hold_seconds=15)
    assert not run_once()
    Delivery.objects.update(next_at=delivery.created_at)
    assert run_once()
    assert Delivery.objects.get().state == "sent"


def test_what_was_sent_is_not_sent_again():
    delivery = queued()
    run_once()
    assert not send_again(Delivery.objects.get(), "staff:1")
    assert not send_now(delivery)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM outbox_delivery",
        "UPDATE outbox_delivery SET message_id = 'x'",
        "UPDATE outbox_delivery SET letter = '{}'",
        "UPDATE outbox_delivery SET key = 'x'",
        "UPDATE outbox_delivery SET ticket = 'x'",
        "UPDATE outbox_delivery SET created_at = '2001-01-01 00:00:00+00:00'",
    ],
)
def test_the_database_refuses_to_change_what_was_written(statement):
    queued()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Delivery.objects.get().as_letter == letter()


def test_a_message_id_is_used_once():
    queued(1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.create(
            key="other",
            letter={},
            message_id="1@nordlicht.example.test",
            created_at=Delivery.objects.get().created_at,
        )
