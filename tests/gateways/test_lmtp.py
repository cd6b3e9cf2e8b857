"""The LMTP server, spoken to as a mail server does."""

import os
import threading

import pytest
from django.conf import settings
from mails_at_the_door import BILLING, DOMAIN, MEYER, SUPPORT, Mta, a_mail, an_lmtp_server, set_domain, talk

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import arrivals
from hostdesk.gateways.models import Arrival, Receipt
from hostdesk.lib import blobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nordlicht(monkeypatch):
    set_domain(monkeypatch)


@pytest.fixture
def server():
    with an_lmtp_server() as running:
        yield running


def test_a_mail_is_kept_byte_for_byte_before_the_answer(server):
    raw = a_mail("..dots\n.one\n\nGrüße\n")
    with Mta(server) as mta:
        assert mta.hand_in(raw, SUPPORT)[0][0] == 250
    arrival = Arrival.objects.get()
    assert blobs.read(arrival.sha256) == raw
    assert (arrival.size, arrival.envelope_from, arrival.state) == (len(raw), MEYER, "waiting")
    receipt = arrival.receipts.get()
    assert (receipt.door, receipt.recipients) == ("lmtp", [SUPPORT])


def test_every_recipient_has_an_answer_of_its_own(server):
    with Mta(server) as mta:
        assert mta.mail(MEYER)[0] == 250
        codes = [
            mta.rcpt(one)[0] for one in (SUPPORT, "someone@elsewhere.example.test", f"nobody-yet@{DOMAIN}")
        ]
        assert codes == [250, 550, 250]
        assert mta.data(a_mail())[0] == 250
        assert mta.getreply()[0] == 250
        assert mta.noop()[0] == 250, "no answer too many"
    assert Receipt.objects.get().recipients == [SUPPORT, f"nobody-yet@{DOMAIN}"]


def test_a_mail_to_another_domain_hears_that_at_once(server):
    with Mta(server) as mta:
        mta.mail(MEYER)
        code, text = mta.rcpt("someone@elsewhere.example.test")
    assert (code, text[:5]) == (550, b"5.1.1")


@pytest.mark.parametrize(
    "sender",
    ["", "a..b@example.test", '"a b"@example.test', "müller@exämple.test"],
    ids=["null", "dots", "quoted", "utf8"],
)
def test_odd_senders_are_taken(server, sender):
    with Mta(server) as mta:
        mta.command_encoding = "utf-8"
        mta.send(f"MAIL FROM:<{sender}> SMTPUTF8 BODY=8BITMIME\r\n")
        assert mta.getreply()[0] == 250
        assert mta.rcpt(SUPPORT)[0] == 250
        assert mta.data(a_mail())[0] == 250
    assert Arrival.objects.get().envelope_from == sender


def test_what_the_server_offers(server):
    with Mta(server) as mta:
        assert {"size", "8bitmime", "smtputf8", "pipelining", "enhancedstatuscodes"} <= set(
            mta.esmtp_features
        )
        assert int(mta.esmtp_features["size"]) == settings.HOSTDESK["HOSTDESK_MAX_MAIL_MB"] << 20


def test_a_too_large_mail_is_refused_by_its_announced_size():
    with an_lmtp_server(max_bytes=100_000) as server, Mta(server) as mta:
        code, text = mta.hand_in(b"x" * 200_000, announce=True)[0]
        assert code == 552 and text.startswith("5.3.4") and "0.2 MB" in text and "0.1 MB" in text
        assert mta.hand_in(a_mail())[0][0] == 250


def test_a_too_large_mail_is_refused_also_if_nothing_was_announced():
    with an_lmtp_server(max_bytes=100_000) as server, Mta(server) as mta:
        answers = mta.hand_in(a_mail("x" * 70 + "\n") * 5000, SUPPORT, BILLING)
        assert [code for code, _ in answers] == [552, 552] and "5.3.4" in answers[0][1]
        assert server.bytes_in_hand == 0
        assert mta.hand_in(a_mail())[0][0] == 250, "the session goes on"
    assert Arrival.objects.count() == 1


def test_the_largest_mail_that_is_allowed_passes():
    raw = a_mail("x" * 998 + "\n")
    with an_lmtp_server(max_bytes=len(raw)) as server, Mta(server) as mta:
        assert mta.hand_in(raw, announce=True)[0][0] == 250
        assert mta.hand_in(raw + b"one line more\r\n")[0][0] == 552


def test_an_attachment_of_thirty_megabytes_passes():
    raw = a_mail() + (b"QUJD" * 19 + b"\r\n") * (41_000_000 // 78)
    with an_lmtp_server(max_bytes=50 << 20) as server, Mta(server) as mta:
        assert mta.hand_in(raw, announce=True)[0][0] == 250
    assert blobs.is_whole(Arrival.objects.get().sha256)


def test_a_line_of_two_megabytes_and_an_empty_mail_pass(server):
    long = a_mail("x" * 2_000_000 + "\n")
    with Mta(server) as mta:
        assert mta.hand_in(long)[0][0] == 250
        assert mta.hand_in(b".\r\n.\r\n..\r\n")[0][0] == 250
    talk(
        server,
        b"LHLO mx\r\n",
        b"MAIL FROM:<>\r\n",
        f"RCPT TO:<{SUPPORT}>\r\n".encode(),
        b"DATA\r\n",
        b".\r\n",
    )
    kept = [blobs.read(arrival.sha256) for arrival in Arrival.objects.order_by("id")]
    assert kept == [long, b".\r\n.\r\n..\r\n", b""]


def test_an_unknown_failure_answers_try_again(server, monkeypatch):
    monkeypatch.setattr(arrivals, "accept", lambda *_, **__: 1 / 0)
    with Mta(server) as mta:
        assert [code for code, _ in mta.hand_in(a_mail(), SUPPORT, BILLING)] == [451, 451]


def test_a_temporary_failure_answers_try_again(server, monkeypatch):
    def fail(*_, **__):
        raise TemporaryFailure("the disk is full")

    monkeypatch.setattr(arrivals, "accept", fail)
    with Mta(server) as mta:
        assert mta.hand_in(a_mail()) == [(451, "4.3.0 the disk is full")]


def test_a_full_disk_answers_try_again_and_leaves_nothing_half(server, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with Mta(server) as mta, monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert mta.hand_in(a_mail("full\n"))[0][0] == 452
        disk.undo()
        assert not Arrival.objects.exists()
        assert arrivals.sweep() == 0
        assert mta.hand_in(a_mail("full\n"))[0][0] == 250
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    "trick",
    [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r", b"\r.\r", b"\r.\r\n"],
    ids=lambda trick: repr(trick)[2:-1],
)
def test_smuggled_commands_are_refused(server, trick):
    evil = b"From: mallory@example.test\r\n\r\nhi" + trick + b"MAIL FROM:<x@y.test>\r\n.\r\n"
    heard = talk(
        server, b"LHLO mx\r\n", b"MAIL FROM:<>\r\n", f"RCPT TO:<{SUPPORT}>\r\n".encode(), b"DATA\r\n", evil
    )
    assert b"550 5.6.0" in heard and b"250 2.0.0" not in heard
    assert not Arrival.objects.exists()


def test_a_stray_carriage_return_is_no_reason_to_refuse_a_mail(server):
    raw = b"Subject: x\r\n\r\nstray\rreturn\nand newline\r\n"
    talk(
        server,
        b"LHLO mx\r\n",
        b"MAIL FROM:<>\r\n",
        f"RCPT TO:<{SUPPORT}>\r\n".encode(),
        b"DATA\r\n",
        raw + b".\r\n",
    )
    assert blobs.read(Arrival.objects.get().sha256) == raw


def test_commands_sent_together_are_answered_in_their_order(server):
    mail = f"MAIL FROM:<>\r\nRCPT TO:<{SUPPORT}>\r\nDATA\r\n".encode()
    heard = talk(
        server, b"LHLO mx\r\n", mail, a_mail() + b".\r\nNOOP\r\n" + mail, a_mail(number=2) + b".\r\n"
    )
    assert heard.count(b"250 2.0.0 Kept") == 2


def test_a_peer_that_is_not_listed_hears_try_again(monkeypatch):
    set_domain(monkeypatch, HOSTDESK_LMTP_PEERS=("192.0.2.0/24",))
    with an_lmtp_server() as server, pytest.raises(Exception, match=r"421|4\.7\.1"):
        Mta(server)


def test_peers_are_addresses_or_networks(monkeypatch):
    set_domain(monkeypatch, HOSTDESK_LMTP_PEERS=("127.0.0.0/8", "::1"))
    with an_lmtp_server() as server:
        assert (
            not server.refusal("127.0.0.1")
            and not server.refusal("::ffff:127.0.0.1")
            and not server.refusal("::1")
        )
        assert server.refusal("192.0.2.1").startswith("421")


def test_too_many_connections_hear_try_again(server, monkeypatch):
    monkeypatch.setattr("hostdesk.gateways.mail.lmtp.MAX_CONNECTIONS", 1)
    with Mta(server):
        assert talk(server).startswith(b"421 4.3.2")
    with Mta(server) as mta:
        assert mta.noop()[0] == 250


def test_a_slow_disk_blocks_nobody_else(server, monkeypatch):
    go_on = threading.Event()
    real = blobs.store
    monkeypatch.setattr(blobs, "store", lambda raw: (go_on.wait(10), real(raw))[1])
    answers: list[int] = []
    with Mta(server) as slow, Mta(server) as other:
        thread = threading.Thread(target=lambda: answers.append(slow.hand_in(a_mail())[0][0]))
        thread.start()
        assert other.noop()[0] == 250 and not answers
        go_on.set()
        thread.join()
    assert answers == [250]


def test_the_answer_comes_before_the_mail_server_loses_patience(server, monkeypatch):
    go_on = threading.Event()
    real = blobs.store
    monkeypatch.setattr("hostdesk.gateways.mail.lmtp.ANSWER_WITHIN", 0.2)
    monkeypatch.setattr(blobs, "store", lambda raw: (go_on.wait(10), real(raw))[1])
    with Mta(server) as mta:
        assert mta.hand_in(a_mail())[0][0] == 451
        go_on.set()
        monkeypatch.setattr("hostdesk.gateways.mail.lmtp.ANSWER_WITHIN", 10)
        assert mta.hand_in(a_mail())[0][0] == 250
    assert Arrival.objects.count() == 1
