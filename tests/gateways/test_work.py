"""From the arrival to the ticket: whatever goes wrong with one, nothing is lost and the others go on."""

import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connections
from django.db.models import QuerySet
from django.utils import timezone
from mails_at_the_door import BILLING, MEYER, SUPPORT, a_mail

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import arrivals, claims, entering, work
from hostdesk.gateways.mail import safely
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.gateways.models import Arrival, State
from hostdesk.lib import alive, blobs
from hostdesk.tickets.models import Message, Ticket, TicketDepartment
from hostdesk.tickets.models.message import Kind

pytestmark = pytest.mark.usefixtures("nordlicht")


def hand_in(raw: bytes = b"", to: tuple[str, ...] = (SUPPORT,)) -> Arrival:
    return arrivals.accept(raw or a_mail(), door="lmtp", envelope_from=MEYER, recipients=to)


def work_off(limit: int = 50) -> None:
    """Until nothing is due, pauses skipped."""
    for _ in range(limit):
        Arrival.objects.filter(state=State.WAITING).update(next_at=timezone.now())
        if not work.run_once():
            return
    raise AssertionError("it never ends")


def came_in() -> QuerySet[Message]:
    """Without our acknowledgements."""
    return Message.objects.filter(kind=Kind.IN)


def unreadable(*_) -> Unreadable:
    return Unreadable(Reason.TOO_DEEP, sender=MEYER)


def test_a_mail_becomes_a_message_on_a_numbered_ticket():
    hand_in()
    assert work.run_once() and not work.run_once()
    arrival, message = Arrival.objects.get(), came_in().get()
    assert (arrival.state, arrival.message_id, arrival.ticket_number) == (
        "done",
        message.pk,
        message.ticket.number,
    )
    assert (message.key, message.at, message.raw_sha256) == (arrival.key, arrival.received_at, arrival.sha256)
    assert message.sender_address == MEYER and message.ticket.department.slug == "support"
    assert not arrival.receipts.filter(is_processed=False).exists()


def test_what_is_handed_in_for_another_department_later_is_seen_there_too():
    hand_in()
    work_off()
    hand_in(to=(BILLING,))
    work_off()
    assert came_in().count() == 1
    assert [one.department.slug for one in TicketDepartment.objects.all()] == ["accounting"]
    assert Arrival.objects.get().state == State.DONE


def test_what_is_handed_in_while_it_is_read_is_not_forgotten(monkeypatch):
    read = safely.read

    def slowly(raw, facts):
        monkeypatch.setattr(safely, "read", read)
        hand_in(to=(BILLING,))
        return read(raw, facts)

    monkeypatch.setattr(safely, "read", slowly)
    hand_in()
    assert work.run_once()
    assert Arrival.objects.get().state == State.WAITING
    assert work.run_once() and not work.run_once()
    assert TicketDepartment.objects.get().department.slug == "accounting"


def test_an_unreadable_mail_is_a_ticket_in_the_queue(monkeypatch):
    monkeypatch.setattr(safely, "read", unreadable)
    hand_in()
    work_off()
    ticket, arrival = Ticket.objects.get(), Arrival.objects.get()
    assert ticket.is_quarantined and ticket.due_at and ticket.requester == MEYER
    assert (arrival.state, arrival.ticket_number) == (State.QUARANTINED, ticket.number)
    assert "too_deep" in arrival.error


def test_the_retry_button_reads_it_again_under_the_same_number(monkeypatch):
    with monkeypatch.context() as reader:
        reader.setattr(safely, "read", unreadable)
        hand_in()
        work_off()
        assert work.retry(Arrival.objects.get())
        work_off()
        assert (came_in().count(), Arrival.objects.get().state) == (1, State.QUARANTINED)
    assert work.retry(Arrival.objects.get())
    work_off()
    ticket, arrival = Ticket.objects.get(), Arrival.objects.get()
    assert (arrival.state, arrival.error, arrival.ticket_number) == (State.DONE, "", ticket.number)
    assert not ticket.is_quarantined and not work.retry(arrival)


def test_a_defect_is_kept_tried_again_and_at_last_shown_to_a_person(monkeypatch):
    calls = []

    def broken(raw, facts):
        calls.append(facts.key)
        raise RuntimeError("a defect of ours")

    monkeypatch.setattr(safely, "read", broken)
    hand_in()
    assert work.run_once() and not work.run_once(), "not at once again"
    arrival = Arrival.objects.get()
    assert arrival.state == State.WAITING and arrival.next_at > timezone.now()
    assert "a defect of ours" in arrival.error and "in broken" in arrival.traceback
    work_off()
    arrival, ticket = Arrival.objects.get(), Ticket.objects.get()
    assert len(calls) == 4
    assert (arrival.state, arrival.ticket_number, ticket.is_quarantined) == (
        "quarantined",
        ticket.number,
        True,
    )
    assert "in broken" in arrival.traceback


def test_a_defect_in_the_ticket_part_leaves_nothing_half(monkeypatch):
    monkeypatch.setattr(entering, "_finish", lambda *_: 1 / 0)
    hand_in()
    work.run_once()
    assert not Ticket.objects.exists() and Arrival.objects.get().state == State.WAITING


def test_one_bad_mail_blocks_no_other(monkeypatch):
    read = safely.read
    bad = hand_in(a_mail(number=0)).key

    def choosy(raw, facts):
        if facts.key == bad:
            raise MemoryError
        return read(raw, facts)

    monkeypatch.setattr(safely, "read", choosy)
    for number in range(1, 4):
        hand_in(a_mail(number=number))
    for _ in range(4):
        work.run_once()
    assert Arrival.objects.filter(state=State.DONE).count() == 3


def test_lost_and_damaged_originals_are_tickets_too():
    blobs.path(hand_in(a_mail(number=1)).sha256).unlink()
    blobs.path(hand_in(a_mail(number=2)).sha256).write_bytes(b"something else")
    work_off()
    assert Ticket.objects.filter(is_quarantined=True).count() == 2
    errors = sorted(Arrival.objects.values_list("error", flat=True))
    assert errors[0].startswith("Damaged") and errors[1].startswith("FileNotFoundError")


def test_a_temporary_failure_is_tried_without_limit(monkeypatch):
    def away(*_):
        raise TemporaryFailure("the database is away")

    with monkeypatch.context() as reader:
        reader.setattr(safely, "read", away)
        hand_in()
        for _ in range(20):
            Arrival.objects.update(next_at=timezone.now())
            assert work.run_once()
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.error, arrival.attempts) == (State.WAITING, "the database is away", 0)
    work_off()
    assert Arrival.objects.get().state == State.DONE and not Arrival.objects.get().error


def test_a_temporary_failure_may_name_its_time(monkeypatch):
    later = timezone.now() + timedelta(hours=2)

    def away(*_):
        raise TemporaryFailure("closed", retry_at=later)

    monkeypatch.setattr(safely, "read", away)
    hand_in()
    work.run_once()
    assert Arrival.objects.get().next_at == later and not work.run_once()


def test_who_lost_its_claim_writes_nothing(monkeypatch):
    read = safely.read

    def overtaken(raw, facts):
        monkeypatch.setattr(safely, "read", read)
        Arrival.objects.update(claimed_until=timezone.now())
        assert work.run_once(), "another worker takes it over and finishes it"
        return read(raw, facts)

    monkeypatch.setattr(safely, "read", overtaken)
    hand_in()
    work.run_once()
    arrival = Arrival.objects.get()
    assert (came_in().count(), arrival.state, arrival.claim, arrival.lost_claims) == (
        1,
        State.DONE,
        2,
        1,
    )


def test_a_lease_is_respected_while_its_worker_lives():
    hand_in()
    assert claims.next_due() and claims.next_due() is None
    assert claims.release_dead() == claims.requeue_lost() == 0
    Arrival.objects.update(claimed_until=timezone.now())
    assert claims.requeue_lost() == 1 and claims.next_due()


def test_the_heartbeat_prolongs_the_lease(monkeypatch):
    monkeypatch.setattr(claims, "_BEAT", 0.05)
    hand_in()
    arrival = claims.next_due()
    before = arrival.claimed_until
    with claims.kept_alive(arrival):
        for _ in range(100):
            time.sleep(0.05)
            arrival.refresh_from_db()
            if arrival.claimed_until > before:
                break
    assert arrival.claimed_until > before


def test_the_claims_of_a_dead_process_are_free_at_once():
    hand_in()
    claims.next_due()
    code = f"""
from django.conf import settings
settings.configure(HOME={str(settings.HOME)!r})
from hostdesk.lib import alive
print(alive.sign())"""
    dead = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()
    Arrival.objects.update(claimed_by=dead)
    assert alive.is_dead(dead)
    assert claims.release_dead() == 1 and work.run_once()
    assert Arrival.objects.get().state == State.DONE


def test_what_kills_ten_processes_is_shown_to_a_person_unread(monkeypatch):
    monkeypatch.setattr(safely, "read", lambda *_: 1 / 0)
    hand_in()
    for _ in range(10):
        assert claims.next_due()
        Arrival.objects.update(claimed_until=timezone.now())
        assert claims.requeue_lost() == 1
    work_off()
    assert Arrival.objects.get().state == State.QUARANTINED and "10 times" in Arrival.objects.get().error


def test_nobody_waits_behind_an_arrival_that_kills_its_workers():
    killer, innocent = hand_in(a_mail(number=1)), hand_in(a_mail(number=2))
    assert claims.next_due() == killer
    Arrival.objects.filter(pk=killer.pk).update(claimed_until=timezone.now())
    claims.requeue_lost()
    assert claims.next_due() == innocent


def test_two_workers_share_the_work_and_do_nothing_twice():
    for number in range(12):
        hand_in(a_mail(number=number))
    finished = []

    def worker() -> None:
        try:
            while work.run_once():
                pass
            finished.append(True)
        finally:
            safely.close()
            connections.close_all()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work_off()
    assert finished == [True, True]
    assert came_in().count() == Arrival.objects.filter(state=State.DONE).count() == 12


@pytest.fixture
def running():
    stop = threading.Event()

    def run() -> None:
        try:
            work.run(stop)
        finally:
            safely.close()
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    yield
    stop.set()
    arrivals.arrived.set()
    thread.join()


def wait_until_done(count: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while Arrival.objects.filter(state=State.DONE).count() < count:
        assert time.monotonic() < end, list(Arrival.objects.values_list("state", "error"))
        time.sleep(0.02)


def test_the_worker_wakes_up_for_what_comes_in(running):
    hand_in()
    wait_until_done(1, 20)  # its reader process starts
    began = time.monotonic()
    hand_in(a_mail(number=2))
    wait_until_done(2, 5)
    assert time.monotonic() - began < 2


def test_the_worker_survives_an_outage_of_the_database(running, monkeypatch):
    def away():
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as database:
        database.setattr(claims, "next_due", away)
        hand_in()
        time.sleep(1)
    wait_until_done(1, 20)


def test_the_worker_takes_in_what_a_dying_process_left_at_the_door(monkeypatch):
    with monkeypatch.context() as database, pytest.raises(TemporaryFailure):
        database.setattr(arrivals, "_take_in", lambda *_: (_ for _ in ()).throw(OperationalError("gone")))
        hand_in()
    stop = threading.Event()
    monkeypatch.setattr(work, "run_once", lambda: stop.set())
    work.run(stop)
    monkeypatch.undo()
    assert Arrival.objects.get().state == State.WAITING


@pytest.mark.parametrize(
    ("envelope_from", "trace", "is_answered"),
    [
        (MEYER, "", True),
        ("", "", False),
        (None, "", True),
        (None, f"Return-Path: <{MEYER}>\n", True),
        (None, "Return-Path: <>\n", False),
    ],
    ids=["told", "null path", "nobody tells", "Return-Path", "null Return-Path"],
)
def test_who_is_told_the_number_where_the_door_knows_no_envelope(envelope_from, trace, is_answered):
    arrivals.accept(a_mail(trace=trace), door="imap:x", envelope_from=envelope_from, recipients=(SUPPORT,))
    work_off()
    assert Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).exists() == is_answered
