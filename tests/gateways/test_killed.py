"""Killed at every step: what was accepted is there exactly once, what was not comes with the next try."""

import smtplib
from types import SimpleNamespace
from typing import Any

import pytest
from dovecot import PASSWORD, a_dovecot
from killable import Killable
from mails_at_the_door import SUPPORT, Mta, a_mail

from hostdesk.gateways import arrivals
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.lib import blobs
from hostdesk.tickets.models import Message
from hostdesk.tickets.models.message import Kind

pytestmark = pytest.mark.usefixtures("nordlicht")

ACCEPTING = [
    "arrival.noted",
    "blob.before_write",
    "blob.written",
    "blob.synced",
    "blob.renamed",
    "blob.folders_synced",
    "arrival.blob_kept",
    "arrival.inserted",
    "arrival.committed",
]
KILLED = -9


@pytest.fixture(scope="module")
def dovecot():
    with a_dovecot() as server:
        yield server


@pytest.fixture(scope="module")
def door(dovecot, django_db_setup):
    url = f"imap://killed:{PASSWORD}@127.0.0.1:{dovecot.plain}/INBOX"
    running = Killable(HOSTDESK_MAILBOXES=url)
    yield running
    running.close()


def hand_in(running: dict[str, int]) -> int:
    """The answer after the dot; 0 if there was none."""
    server: Any = SimpleNamespace(port=running["port"])
    try:
        mta = Mta(server)
        return mta.hand_in(a_mail(), SUPPORT)[0][0]
    except (smtplib.SMTPException, OSError):
        return 0


def the_mail_is_a_message_once(door: Killable) -> None:
    arrivals.sweep()
    assert door.run("work") == 0
    arrival, message = Arrival.objects.get(), Message.objects.filter(kind=Kind.IN).get()
    assert (arrival.state, arrival.message_id) == (State.DONE, message.pk)
    assert message.delivery is None and Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).count() == 1
    assert blobs.read(arrival.sha256) == a_mail()
    assert all(blobs.is_whole(one) for one in Receipt.objects.values_list("sha256", flat=True))


@pytest.mark.parametrize("failpoint", [*ACCEPTING, "lmtp.before_reply", "lmtp.replied"])
def test_the_lmtp_server_killed(door, failpoint):
    dying = door.start("lmtp", failpoint)
    answer = hand_in(dying)
    assert door.wait(dying) == KILLED
    assert answer in ((0, 250) if failpoint == "lmtp.replied" else (0,))
    if not answer:
        again = door.start("lmtp")
        assert hand_in(again) == 250
        door.kill(again)
    the_mail_is_a_message_once(door)


@pytest.mark.parametrize("failpoint", [*ACCEPTING, "pipe.before_exit"])
def test_the_pipe_killed(door, failpoint):
    mail = a_mail().decode()
    assert door.run("pipe", failpoint, mail) == KILLED
    assert door.run("pipe", "", mail) == 0
    the_mail_is_a_message_once(door)


@pytest.mark.parametrize("failpoint", ACCEPTING)
def test_what_reached_the_disk_comes_in_even_if_the_sender_gives_up(door, failpoint):
    assert door.run("pipe", failpoint, a_mail().decode()) == KILLED
    arrivals.sweep()
    has_reached_the_disk = ACCEPTING.index(failpoint) >= ACCEPTING.index("blob.renamed")
    assert Arrival.objects.exists() == has_reached_the_disk
    if has_reached_the_disk:
        the_mail_is_a_message_once(door)


@pytest.mark.parametrize("failpoint", [*ACCEPTING, "imap.fetched", "imap.stored", "imap.moved"])
def test_the_fetching_killed(door, dovecot, failpoint):
    dovecot.deliver("killed", a_mail())
    before = dovecot.count("killed", "Hostdesk")
    assert door.run("imap", failpoint) == KILLED
    assert door.run("imap") == 0
    assert (dovecot.count("killed", "INBOX"), dovecot.count("killed", "Hostdesk")) == (0, before + 1)
    the_mail_is_a_message_once(door)


@pytest.mark.parametrize("failpoint", ["work.claimed", "work.read", "work.before_commit", "work.committed"])
def test_the_worker_killed(door, failpoint):
    assert door.run("pipe", "", a_mail().decode()) == 0
    assert door.run("work", failpoint) == KILLED
    the_mail_is_a_message_once(door)


def test_killed_at_every_step_one_after_the_other(door):
    mail = a_mail().decode()
    for failpoint in (*ACCEPTING, "pipe.before_exit"):
        assert door.run("pipe", failpoint, mail) == KILLED
    assert door.run("pipe", "", mail) == 0
    for failpoint in ("work.claimed", "work.read", "work.before_commit", "work.committed"):
        assert door.run("work", failpoint) == KILLED
    the_mail_is_a_message_once(door)
