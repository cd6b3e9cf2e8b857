"""Fetching mailboxes from a real Dovecot, while crashes and other clients interfere."""

import imaplib
import json
import threading
import time
from collections.abc import Iterator
from itertools import count

import pytest
from dovecot import PASSWORD, Dovecot, a_dovecot
from mails_at_the_door import BILLING, SUPPORT, a_mail, set_domain

from hostdesk.gateways import arrivals, work
from hostdesk.gateways.mail import imap, imap_session
from hostdesk.gateways.mail.imap import Fetching, fetch_once
from hostdesk.gateways.mail.imap_session import TROUBLE, Broken, NotMoved, Session
from hostdesk.gateways.mail.mailboxes import Mailbox, configured
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.lib import blobs
from hostdesk.tickets.models import Message, Ticket

pytestmark = pytest.mark.usefixtures("nordlicht")
_users = count(1)


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with a_dovecot() as server:
        yield server


@pytest.fixture
def mailbox(dovecot) -> Mailbox:
    return Mailbox("imap", "127.0.0.1", dovecot.plain, f"user{next(_users)}", PASSWORD)


def bodies() -> list[bytes]:
    return [blobs.read(sha256) for sha256 in Arrival.objects.order_by("id").values_list("sha256", flat=True)]


def test_all_mail_is_kept_and_moved_aside_unseen(dovecot, mailbox):
    dovecot.deliver(mailbox.user, a_mail(number=1), a_mail(number=2, to=BILLING))
    assert fetch_once(mailbox) == 2
    assert bodies() == [a_mail(number=1), a_mail(number=2, to=BILLING)]
    receipts = list(Receipt.objects.order_by("id"))
    assert [(one.door, one.uid, one.recipients) for one in receipts] == [
        (mailbox.door, 1, [SUPPORT]),
        (mailbox.door, 2, [BILLING]),
    ]
    assert receipts[0].uid_validity and receipts[0].envelope_from is None
    assert (dovecot.count(mailbox.user, "INBOX"), dovecot.count(mailbox.user, "Hostdesk")) == (0, 2)
    with dovecot.client(mailbox.user) as box:
        box.folder.set("Hostdesk")
        assert len(box.uids("UNSEEN")) == 2
    assert fetch_once(mailbox) == 0


def test_what_other_clients_have_read_flagged_or_left_for_years_is_fetched_too(dovecot, mailbox):
    with dovecot.client(mailbox.user) as box:
        old = "01-Jan-2001 00:00:00 +0000"
        for number, flags in enumerate([r"\Seen", r"\Answered \Flagged", r"\Deleted"]):
            box.client.append("INBOX", f"({flags})", f'"{old}"', a_mail(number=number))
    assert fetch_once(mailbox) == 3


def test_a_crash_between_keeping_and_moving_repeats_nothing(dovecot, mailbox, monkeypatch):
    def die(*_):
        raise imaplib.IMAP4.abort("killed here")

    dovecot.deliver(mailbox.user, a_mail())
    with monkeypatch.context() as crash, pytest.raises(imaplib.IMAP4.abort):
        crash.setattr(Session, "move", die)
        fetch_once(mailbox)
    assert fetch_once(mailbox) == 0
    assert (Receipt.objects.count(), dovecot.count(mailbox.user, "Hostdesk")) == (1, 1)


def test_a_new_uidvalidity_is_a_full_look_that_doubles_nothing(dovecot, mailbox, monkeypatch):
    def stay(*_):
        raise NotMoved("no rights")

    monkeypatch.setattr(Session, "move", stay)
    box = Mailbox("imap", "127.0.0.1", dovecot.plain, mailbox.user, PASSWORD, folder="Desk")
    for _ in range(2):
        with dovecot.client(mailbox.user) as other:
            if other.folder.exists("Desk"):
                other.folder.delete("Desk")
                time.sleep(1.1)  # Dovecot makes UIDVALIDITY from the time in seconds
            other.folder.create("Desk")
        dovecot.deliver(mailbox.user, a_mail(number=1), a_mail(number=2), folder="Desk")
        fetch_once(box)
    assert (Arrival.objects.count(), Receipt.objects.count()) == (2, 4)
    assert Receipt.objects.values("uid_validity").distinct().count() == 2


def test_what_another_client_takes_away_at_this_moment_is_no_trouble(dovecot, mailbox, monkeypatch):
    dovecot.deliver(mailbox.user, a_mail(number=1))
    sizes = Session.sizes
    monkeypatch.setattr(Session, "sizes", lambda self: {999: 50} | sizes(self))
    assert fetch_once(mailbox) == 1


@pytest.mark.parametrize(
    "capability", ["IMAP4rev1 IDLE UIDPLUS", "IMAP4rev1"], ids=["without MOVE", "with nothing"]
)
def test_older_servers_and_the_mails_that_others_delete(capability, monkeypatch):
    with a_dovecot(capability) as dovecot:
        mailbox = Mailbox("imap", "127.0.0.1", dovecot.plain, "meyer", PASSWORD)
        dovecot.deliver("meyer", a_mail(number=1), a_mail(number=2))
        with dovecot.client("meyer") as box:
            box.client.uid("STORE", "2", "+FLAGS", r"(\Deleted)")
        with monkeypatch.context() as glance:
            glance.setattr(Session, "sizes", lambda self: {1: 500})
            assert fetch_once(mailbox) == 1
        with dovecot.client("meyer") as box:
            assert "2" in box.uids("ALL", charset=None), "we expunge only what is ours"
        assert fetch_once(mailbox) == 1 and fetch_once(mailbox) == 0
        assert dovecot.count("meyer", "Hostdesk") == 2


def test_a_too_large_mail_is_moved_aside_and_is_a_ticket(dovecot, mailbox, monkeypatch):
    set_domain(monkeypatch, HOSTDESK_MAX_MAIL_MB=1)
    dovecot.deliver(mailbox.user, a_mail(number=1), a_mail("x" * 70 + "\n") * 20_000, a_mail(number=3))
    assert fetch_once(mailbox) == 3
    assert dovecot.count(mailbox.user, "Hostdesk too large") == 1
    assert dovecot.count(mailbox.user, "Hostdesk") == 2
    while work.run_once():
        pass
    assert Arrival.objects.filter(state=State.DONE).count() == 2
    arrival = Arrival.objects.get(state=State.QUARANTINED)
    assert arrival.size == 256 * 1024
    ticket = Ticket.objects.get(number=arrival.ticket_number)
    assert ticket.is_quarantined and ticket.requester == "meyer@meyer-gartenbau.example.test"
    assert "Hostdesk too large" in Message.objects.get(ticket=ticket).notes[0]


def test_a_message_that_the_server_cannot_read_blocks_no_other_and_becomes_a_ticket(
    dovecot, mailbox, monkeypatch
):
    raw = Session.raw

    def damaged(self, uid, limit=0):
        if uid == 1:
            raise Broken("[SERVERBUG] index is corrupt")
        return raw(self, uid, limit)

    monkeypatch.setattr(Session, "raw", damaged)
    dovecot.deliver(mailbox.user, a_mail(number=1), a_mail(number=2))
    fetching = Fetching(mailbox)
    for _ in range(4):
        with imap_session.connected(mailbox) as session:
            fetching.all_of(session)
    assert dovecot.count(mailbox.user, "INBOX") == 1
    assert [arrival.not_read_because[:27] for arrival in Arrival.objects.order_by("id")] == [
        "",
        "A message cannot be fetched",
    ]


def test_a_message_that_ends_the_session_blocks_no_other(dovecot, mailbox, monkeypatch):
    raw = Session.raw

    def deadly(self, uid, limit=0):
        if uid == 1:
            raise imaplib.IMAP4.abort("socket error: EOF")
        return raw(self, uid, limit)

    monkeypatch.setattr(Session, "raw", deadly)
    dovecot.deliver(mailbox.user, a_mail(number=1), a_mail(number=2))
    fetching = Fetching(mailbox)
    for _ in range(2):
        with pytest.raises(imaplib.IMAP4.abort), imap_session.connected(mailbox) as session:
            fetching.all_of(session)
    assert bodies() == [a_mail(number=2)]


def test_a_defect_with_one_message_blocks_no_other(dovecot, mailbox, monkeypatch):
    accept = arrivals.accept

    def choosy(raw, **more):
        if b"down 1" in raw:
            raise RecursionError
        return accept(raw, **more)

    monkeypatch.setattr(arrivals, "accept", choosy)
    dovecot.deliver(mailbox.user, a_mail(number=1), a_mail(number=2))
    assert fetch_once(mailbox) == 1
    assert dovecot.count(mailbox.user, "INBOX") == 1


def test_mail_that_cannot_be_moved_is_kept_once(dovecot, mailbox):
    nowhere = Mailbox("imap", "127.0.0.1", dovecot.plain, mailbox.user, PASSWORD, done="../nowhere")
    dovecot.deliver(mailbox.user, a_mail(number=1), a_mail(number=2))
    assert [fetch_once(nowhere) for _ in range(2)] == [0, 0]
    assert Receipt.objects.count() == 2 and dovecot.count(mailbox.user, "INBOX") == 2


def test_who_it_is_for_if_the_headers_do_not_tell(dovecot, mailbox):
    dovecot.deliver(mailbox.user, a_mail(to="undisclosed-recipients:;"))
    fetch_once(Mailbox("imap", "127.0.0.1", dovecot.plain, mailbox.user, PASSWORD, recipient=BILLING))
    assert Receipt.objects.get().recipients == [BILLING]


@pytest.mark.parametrize("scheme", ["imaps", "imap+starttls"])
def test_encryption_with_an_authority_of_ones_own(dovecot, mailbox, scheme):
    port = dovecot.tls if scheme == "imaps" else dovecot.plain
    dovecot.deliver(mailbox.user, a_mail())
    with pytest.raises(TROUBLE, match="certificate verify failed"):
        fetch_once(Mailbox(scheme, "localhost", port, mailbox.user, PASSWORD))
    assert (
        fetch_once(Mailbox(scheme, "localhost", port, mailbox.user, PASSWORD, ca=dovecot.home / "ca.pem"))
        == 1
    )


def test_a_certificate_for_another_name_is_refused(dovecot, mailbox):
    with pytest.raises(TROUBLE, match="certificate"):
        fetch_once(
            Mailbox("imaps", "127.0.0.1", dovecot.tls, mailbox.user, PASSWORD, ca=dovecot.home / "ca.pem")
        )


def test_a_wrong_password_is_trouble(dovecot, mailbox):
    with pytest.raises(TROUBLE, match=r"(?i)authentication failed"):
        fetch_once(Mailbox("imap", "127.0.0.1", dovecot.plain, mailbox.user, "wrong"))


def test_oauth_by_a_refresh_token_that_changes_each_time(dovecot, tmp_path):
    file = tmp_path / "oauth.json"
    endpoint = f"http://127.0.0.1:{dovecot.provider.port}/token"
    file.write_text(
        json.dumps({"token_endpoint": endpoint, "client_id": "hostdesk", "refresh_token": "first"})
    )
    mailbox = Mailbox("imap", "127.0.0.1", dovecot.plain, "oda", "", oauth=file)
    for number in range(3):
        dovecot.deliver("oda", a_mail(number=number))
        assert fetch_once(mailbox) == 1
    assert dovecot.provider.given == 3
    file.write_text(
        json.dumps({"token_endpoint": endpoint, "client_id": "hostdesk", "refresh_token": "withdrawn"})
    )
    with pytest.raises(TROUBLE, match="invalid_grant"):
        fetch_once(mailbox)


@pytest.fixture
def running(dovecot, mailbox, monkeypatch):
    url = f"imap://{mailbox.user}:{PASSWORD}@127.0.0.1:{dovecot.plain}/INBOX"
    set_domain(monkeypatch, HOSTDESK_MAILBOXES=url)
    stop = threading.Event()
    thread = threading.Thread(target=imap.run, args=(stop,))
    thread.start()
    yield
    stop.set()
    thread.join(10)
    assert not thread.is_alive(), "it ends when it is asked to"


def wait_for(count: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while Arrival.objects.count() < count:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_new_mail_is_announced_by_the_server(dovecot, mailbox, running):
    dovecot.deliver(mailbox.user, a_mail(number=1))
    wait_for(1, 30)
    time.sleep(0.5)  # it is waiting in IDLE again
    dovecot.deliver(mailbox.user, a_mail(number=2))
    wait_for(2, imap.LOOK_AGAIN / 4)  # much sooner than without an announcement


def test_a_server_that_goes_away_is_asked_again(dovecot, mailbox, monkeypatch, request, caplog):
    monkeypatch.setattr(imap, "_PAUSES", (0.1,))
    connect, failures = imap_session._connect, []

    def away(mailbox):
        if len(failures) < 3:
            failures.append(1)
            raise ConnectionRefusedError("connection refused")
        return connect(mailbox)

    monkeypatch.setattr(imap_session, "_connect", away)
    dovecot.deliver(mailbox.user, a_mail())
    request.getfixturevalue("running")
    wait_for(1, 10)
    assert caplog.text.count("connection refused") == 3 and PASSWORD not in caplog.text


def test_without_mailboxes_nothing_runs(monkeypatch):
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    imap.run(stop)
    assert configured() == []
