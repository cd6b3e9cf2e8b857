import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from mail_server import open_office

from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter
from hostdesk.journal.record import writing
from hostdesk.outbox.enqueue import enqueue
from hostdesk.outbox.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)
HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("moment", "copies", "is_doubtful"),
    [
        ("outbox.claimed", 1, False),
        ("mail.before_data", 1, False),
        ("mail.after_reply", 2, True),
        ("outbox.before_sent", 2, True),
        ("outbox.after_sent", 1, False),
    ],
)
def test_kill_9_loses_nothing_and_repeats_only_what_nobody_can_know(moment, copies, is_doubtful):
    """Three letters, the program killed at the second, then started anew."""
    for number in range(3):
        queued(number)
    with open_office() as (url, office):
        assert work(url, HOSTDESK_FAILPOINT=f"{moment}:2") == -signal.SIGKILL
        assert Delivery.objects.exclude(state="sent").count() >= 1
        assert work(url) == 0
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    received = [message_id(content) for _, _, content in office.mails]
    assert sorted(set(received)) == [f"<{number}@nordlicht.example.test>" for number in range(3)]
    assert len(received) == 2 + copies
    assert len({content for _, _, content in office.mails}) == 3
    assert Delivery.objects.filter(repeated=1).count() == is_doubtful


def test_two_processes_send_two_hundred_letters_once_each():
    for number in range(200):
        queued(number)
    with open_office() as (url, office):
        workers = [start(url) for _ in range(2)]
        assert [worker.wait(120) for worker in workers] == [0, 0]
    received = [message_id(content) for _, _, content in office.mails]
    assert len(received) == len(set(received)) == 200
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}


def queued(number):
    letter = Letter(
        sender=Address("support@nordlicht.example.test", "Nordlicht Support"),
        to=(Address("meyer@example.test", "Meyer"),),
        subject="HD-4831-7264",
        text="Guten Tag",
        message_id=f"{number}@nordlicht.example.test",
    )
    with writing():
        enqueue(channel="mail", kind="reply", key=f"reply:{number}", ticket="HD-1", payload=letter)


def work(url, **more):
    return start(url, **more).wait(120)


def start(url, **more):
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hostdesk.settings",
        "DATABASE_URL": database_url(),
        "HOSTDESK_HOME": str(settings.HOME),
        "HOSTDESK_SMTP": url,
        "PYTHONPATH": f"{HERE}{os.pathsep}{Path.cwd()}",
        **more,
    }
    return subprocess.Popen([sys.executable, HERE / "one_worker.py"], env=env)


def database_url():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def message_id(content):
    (line,) = [line for line in content.decode().split("\r\n") if line.startswith("Message-ID: ")]
    return line.removeprefix("Message-ID: ")
