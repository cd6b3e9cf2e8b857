import threading
from datetime import timedelta

import outbox_cast
import pytest
from django.db import connection
from django.utils import timezone
from outbox_cast import delivered, due_at_once, queued, script, told

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.lib import alive
from hostdesk.outbox import claims, worker
from hostdesk.outbox.enqueue import send_again
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.outcomes import Answer, PartlyReached, ReplyLost
from hostdesk.outbox.worker import run_once

pytestmark = pytest.mark.django_db(transaction=True)


def row():
    return Delivery.objects.get()


def test_a_delivery_is_sent_and_its_ticket_told():
    queued()
    script.append("250 2.0.0 Ok: queued as 4711")
    assert run_once() and not run_once()
    assert (row().state, row().answer, row().attempts) == ("sent", "250 2.0.0 Ok: queued as 4711", 1)
    assert row().sent_at and told == [("sent", "")] and not row().is_trouble


def test_no_transaction_is_open_while_sending():
    queued()
    script.append(lambda delivery: f"{connection.in_atomic_block}")
    run_once()
    assert row().answer == "False"


def test_who_of_several_was_refused_is_told_in_words():
    queued()
    script.append(Answer("250 ok", trouble="Not sent to x@example.test: 550 unknown"))
    run_once()
    assert told == [("sent", "Not sent to x@example.test: 550 unknown")]
    assert row().is_trouble


def test_a_temporary_failure_is_tried_again():
    queued()
    script.append(TemporaryFailure("451 later"))
    run_once()
    assert (row().state, row().last_error, told) == ("waiting", "451 later", [])
    assert row().next_at > timezone.now() + timedelta(seconds=40)
    due_at_once()
    run_once()
    assert (row().state, row().attempts, row().repeated, row().last_error) == ("sent", 2, 0, "")


def test_after_five_days_we_give_up_and_say_so():
    queued()
    script.append(TemporaryFailure("mail.example.test:25 cannot be reached: refused"))
    Delivery.objects.update(first_attempt_at=timezone.now() - timedelta(days=5))
    run_once()
    assert told == [("failed", "Given up after 5 days. mail.example.test:25 cannot be reached: refused")]
    assert row().next_at is None


def test_a_permanent_failure_is_shown_and_can_be_sent_again_by_a_person():
    queued()
    script.append(PermanentFailure("550 5.1.1 unknown", "5.1.1"))
    run_once()
    assert told == [("failed", "550 5.1.1 unknown")] and not run_once()
    assert send_again(row(), "staff:1")
    assert run_once()
    assert (row().state, row().decided_by, len(set(delivered))) == ("sent", "staff:1", 1)


def test_only_those_who_have_not_got_it_are_tried_again():
    queued()
    script.append(PartlyReached("Not yet sent to b@x.test: 452 full", ("a@x.test",), "250 ok"))
    run_once()
    assert (row().state, row().reached) == ("waiting", ["a@x.test"])
    due_at_once()
    script.append(PermanentFailure("b@x.test: 550 unknown."))
    run_once()
    assert row().last_error == "b@x.test: 550 unknown. It did reach a@x.test."


def test_a_lost_reply_is_repeated_once_under_the_same_message_id():
    queued()
    script.extend([ReplyLost("no answer"), ReplyLost("no answer again")])
    run_once()
    assert told == [("unclear", "no answer")]
    due_at_once()
    run_once()
    assert told[1:] == [("unclear", "no answer again")]
    assert (row().state, row().next_at, row().repeated) == ("unclear", None, 1)
    assert row().was_possibly_sent_twice and len(delivered) == 2 and len(set(delivered)) == 1
    assert not run_once()


def test_a_fax_that_may_have_been_sent_waits_for_a_person():
    queued(channel="fax")
    script.append(ReplyLost("line dropped"))
    run_once()
    assert (row().state, row().next_at, row().is_trouble) == ("unclear", None, True)
    assert send_again(row(), "staff:2") and run_once()
    assert (row().state, row().repeated) == ("sent", 1)


def test_a_fault_of_ours_before_sending_is_shown_to_a_person():
    queued()
    script.append(TypeError("oops"))
    run_once()
    assert told == [("failed", "A fault of this program: TypeError('oops'). Nothing was sent.")]


def test_a_fault_of_ours_after_sending_is_unclear():
    queued()
    script.append(KeyError("oops"))
    run_once()
    assert row().state == "unclear" and "unknown whether" in row().last_error


def test_a_channel_without_a_way_out_is_said_in_words():
    queued(channel="pigeon")
    run_once()
    assert told == [("failed", "This installation has no way out for pigeon.")]


def test_what_was_sent_stays_sent_when_its_ticket_cannot_be_told(monkeypatch):
    def broken(delivery):
        raise LookupError("no such ticket")

    monkeypatch.setattr(outbox_cast, "changed", broken)
    queued()
    run_once()
    assert row().state == "sent" and "no such ticket" in row().last_error and row().is_trouble
    assert not run_once()


def test_a_worker_that_died_before_handing_over_repeats_at_once_and_without_doubt():
    queued()
    claims.due()
    due_at_once()
    assert run_once()
    assert (row().state, told) == ("waiting", [])
    assert run_once()
    assert (row().state, row().repeated, len(delivered)) == ("sent", 0, 1)


def test_a_letter_of_which_the_program_dies_again_and_again_waits_longer():
    queued()
    for _ in range(3):
        claims.due()
        due_at_once()
        assert run_once()
    assert row().state == "waiting" and row().next_at > timezone.now() + timedelta(minutes=2)


def test_a_worker_that_died_after_handing_over_leaves_it_unclear_and_repeats_at_once():
    queued()
    claims.hand_over(claims.due().delivery)
    due_at_once()
    assert run_once()
    assert told[0][0] == "unclear" and "interrupted" in told[0][1]
    assert run_once()
    assert (row().state, row().repeated, row().was_possibly_sent_twice) == ("sent", 1, True)


def test_nobody_touches_a_delivery_within_its_lease():
    queued()
    claims.due()
    assert not run_once()


def test_a_worker_that_was_only_slow_may_not_send_what_another_has_taken_over():
    queued()
    slow = claims.due().delivery
    due_at_once()
    assert claims.due().is_abandoned
    with pytest.raises(claims.LeaseLost):
        claims.hand_over(slow)
    assert not row().is_handed_over


def test_a_late_result_of_a_lost_lease_changes_nothing():
    queued()

    def slow(delivery):
        due_at_once()
        claims.due()
        return "250 too late"

    script.append(slow)
    run_once()
    assert (row().state, row().answer, told) == ("sending", "", [])


def test_the_lease_is_kept_while_sending_takes_long(monkeypatch):
    monkeypatch.setattr(claims, "_BEAT", 0.02)
    queued()

    def slow(delivery):
        before = row().next_at
        threading.Event().wait(0.5)
        return "kept" if row().next_at > before else "lost"

    script.append(slow)
    run_once()
    assert row().answer == "kept"


def test_the_claims_of_a_dead_process_are_free_at_the_next_start(monkeypatch):
    queued()
    claims.due()
    assert claims.release_dead() == 0
    monkeypatch.setattr(alive, "is_dead", lambda name: True)
    assert claims.release_dead() == 1
    assert run_once()


def test_two_workers_send_two_hundred_letters_once_each():
    for number in range(200):
        queued(number)
    stop, threads = threading.Event(), []
    for _ in range(2):
        threads.append(threading.Thread(target=_work, args=(stop,)))
        threads[-1].start()
    deadline = timezone.now() + timedelta(seconds=60)
    while Delivery.objects.exclude(state="sent").exists() and timezone.now() < deadline:
        stop.wait(0.1)
    stop.set()
    for thread in threads:
        thread.join()
    assert sorted(delivered) == sorted(f"{number}@nordlicht.example.test" for number in range(200))
    assert len(told) == 200 and set(told) == {("sent", "")}
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


def test_a_worker_wakes_up_at_once_for_a_new_letter():
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=(stop,))
    thread.start()
    try:
        stop.wait(0.2)
        queued()
        for _ in range(100):
            if row().state == "sent":
                break
            stop.wait(0.05)
    finally:
        stop.set()
        thread.join()
    assert row().state == "sent"
    assert row().sent_at - row().created_at < timedelta(seconds=0.9)


def test_the_worker_survives_a_database_that_goes_away(monkeypatch):
    from django.db import OperationalError

    real, failures = claims.due, [OperationalError("gone"), OperationalError("gone")]

    def shaky():
        if failures:
            raise failures.pop()
        return real()

    monkeypatch.setattr(claims, "due", shaky)
    monkeypatch.setattr(worker, "_IDLE", 0.01)
    queued()
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=(stop,))
    thread.start()
    for _ in range(100):
        if row().state == "sent":
            break
        stop.wait(0.05)
    stop.set()
    thread.join()
    assert row().state == "sent"


def test_a_result_is_written_down_as_soon_as_the_database_takes_it(monkeypatch):
    from django.db import OperationalError

    failures = [OperationalError("locked"), OperationalError("locked")]

    def shaky(delivery):
        if failures:
            raise failures.pop()
        told.append((delivery.state, ""))

    monkeypatch.setattr(outbox_cast, "changed", shaky)
    monkeypatch.setattr(worker, "_DATABASE_AWAY", (0, 0, 0))
    queued()
    run_once()
    assert (row().state, told, len(delivered)) == ("sent", [("sent", "")], 1)


def _work(stop):
    try:
        worker.run(stop)
    finally:
        connection.close()
