"""Taking in: durable, once, and never half."""

import json
import os
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connections
from mails_at_the_door import BILLING, MEYER, SUPPORT, a_mail

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import arrivals, intents
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.lib import blobs

pytestmark = pytest.mark.django_db(transaction=True)


def hand_in(raw: bytes = b"", door: str = "lmtp", to: tuple[str, ...] = (SUPPORT,), **more) -> Arrival:
    return arrivals.accept(raw or a_mail(), door=door, envelope_from=MEYER, recipients=to, **more)


def notes() -> list[Path]:
    return list((Path(settings.HOME) / "intents").glob("*"))


def test_the_same_mail_at_two_doors_is_one_arrival_with_two_receipts():
    first = hand_in(a_mail(trace="Delivered-To: support@nordlicht.example.test\n"))
    second = hand_in(
        a_mail(trace="Delivered-To: billing@nordlicht.example.test\n"), door="pipe", to=(BILLING,)
    )
    assert first == second
    assert [(one.door, one.recipients) for one in Receipt.objects.order_by("id")] == [
        ("lmtp", [SUPPORT]),
        ("pipe", [BILLING]),
    ]
    assert all(blobs.is_whole(sha256) for sha256 in Receipt.objects.values_list("sha256", flat=True))


def test_the_same_message_id_with_another_body_is_another_message():
    assert hand_in(a_mail("one")) != hand_in(a_mail("two"))


def test_ten_deliveries_at_the_same_moment_are_one_arrival():
    barrier, found = threading.Barrier(10), []

    def deliver() -> None:
        try:
            barrier.wait()
            found.append(hand_in().pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=deliver) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 10 and len(set(found)) == 1
    assert (Arrival.objects.count(), Receipt.objects.count()) == (1, 10)
    assert not notes()


def test_only_new_recipients_make_a_finished_arrival_worth_a_look():
    arrival = hand_in()
    Arrival.objects.update(state=State.DONE)
    hand_in()
    assert Arrival.objects.get().state == State.DONE
    hand_in(to=(SUPPORT, BILLING))
    assert Arrival.objects.get().state == State.WAITING
    assert arrival.receipts.filter(is_processed=False).count() == 2


def test_addresses_that_no_database_can_keep_are_mended():
    arrival = arrivals.accept(
        a_mail(), door="lmtp", envelope_from="m\udcfcller@x.test", recipients=("A\x00@x.test",)
    )
    assert arrival.envelope_from == "m\ufffdller@x.test"
    assert arrival.receipts.get().recipients == ["a@x.test"]


@pytest.mark.parametrize("call", ["fsync", "write", "rename"])
def test_a_full_disk_is_told_to_the_sender_and_leaves_nothing(monkeypatch, call):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk, pytest.raises(TemporaryFailure):
        disk.setattr(
            *{"fsync": (os, "fsync"), "write": (json, "dump"), "rename": (Path, "rename")}[call], full
        )
        hand_in(a_mail(call))
    assert not Arrival.objects.exists() and not notes()
    assert not list((Path(settings.HOME) / "blobs" / "tmp").glob("*"))
    assert arrivals.sweep() == 0
    assert hand_in(a_mail(call)).state == State.WAITING


def test_what_was_stored_while_the_database_was_away_is_taken_in_later(monkeypatch):
    def away(*_):
        raise DatabaseError("server closed the connection")

    with monkeypatch.context() as database, pytest.raises(TemporaryFailure):
        database.setattr(arrivals, "_take_in", away)
        hand_in(to=(BILLING,), door="pipe")
    assert not Arrival.objects.exists()
    assert arrivals.sweep() == 1
    receipt = Receipt.objects.get()
    assert (receipt.door, receipt.recipients, receipt.arrival.envelope_from) == ("pipe", [BILLING], MEYER)
    assert not notes() and arrivals.sweep() == 0


def test_the_sweep_repeats_nothing_that_was_entered(monkeypatch):
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)  # died between commit and the end of the note
    hand_in()
    monkeypatch.undo()
    assert len(notes()) == 1
    arrivals.sweep()
    assert Receipt.objects.count() == 1 and not notes()


def test_the_sweep_leaves_alone_what_is_being_handed_in():
    with intents.noted(intents.Intent("lmtp", "mail:x", "0" * 64, 1)):
        assert arrivals.sweep() == 0
        assert len(notes()) == 1


def test_a_damaged_note_is_dropped():
    (Path(settings.HOME) / "intents").mkdir(exist_ok=True)
    (Path(settings.HOME) / "intents" / "x.json").write_text('{"door": 1')
    (Path(settings.HOME) / "intents" / "y.json").write_text("")
    assert arrivals.sweep() == 0 and not notes()


def test_a_uid_is_accepted_once():
    hand_in(door="imap:a", uid_validity=7, uid=1)
    hand_in(door="imap:a", uid_validity=7, uid=1)
    hand_in(door="imap:a", uid_validity=8, uid=1)
    assert Receipt.objects.count() == 2


@pytest.mark.parametrize("table", ["gateways_arrival", "gateways_receipt"])
def test_the_database_refuses_to_forget_what_came_in(table):
    from django.db import connection

    hand_in()
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET sha256 = 'x'"):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(statement)
