"""Counted at the door = counted inside."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from mails_at_the_door import BILLING, MEYER, SUPPORT, a_mail

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import arrivals, intents, reconcile, work
from hostdesk.gateways.mail import safely
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.gateways.models import Arrival, Receipt
from hostdesk.journal.checks import registered
from hostdesk.lib import blobs

pytestmark = pytest.mark.usefixtures("nordlicht")


def hand_in(number: int = 1, to: str = SUPPORT) -> Arrival:
    return arrivals.accept(a_mail(number=number), door="lmtp", envelope_from=MEYER, recipients=(to,))


def work_off() -> None:
    while work.run_once():
        pass


def findings() -> list[str]:
    """What `hostdesk verify` says about the way in."""
    return [
        finding.text
        for _, check in registered()
        if check.__module__ == reconcile.__name__
        for finding in check()
    ]


@pytest.fixture
def intruder(without_triggers):
    """Changes rows behind the back of the triggers."""

    def change(statement: str) -> None:
        with without_triggers(connection), connection.cursor() as cursor:
            cursor.execute(statement)

    return change


@pytest.fixture
def a_day_at_the_door(nordlicht, monkeypatch):
    """A mail, one handed in twice, one that could not be read, one that waits."""
    hand_in(1)
    hand_in(2)
    hand_in(2, to=BILLING)
    work_off()
    with monkeypatch.context() as reader:
        reader.setattr(safely, "read", lambda *_: Unreadable(Reason.TOO_DEEP))
        hand_in(3)
        work_off()
    hand_in(4)


@pytest.mark.usefixtures("a_day_at_the_door")
def test_an_ordinary_day_balances():
    assert {"arrivals", "receipts", "messages from outside", "originals"} <= {
        name for name, _ in registered()
    }
    assert findings() == []


@pytest.mark.usefixtures("a_day_at_the_door")
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE gateways_arrival SET message_id = 999999 WHERE state = 'done'",
            "message 999999, which is not there",
        ),
        (
            "UPDATE gateways_arrival SET ticket_number = 'HD-1' WHERE state = 'done'",
            "says that it is on HD-1",
        ),
        ("UPDATE gateways_arrival SET state = 'done' WHERE state = 'quarantined'", "has the key quarantine:"),
        ("UPDATE gateways_arrival SET sha256 = 'x' WHERE state = 'done'", "other bytes than message"),
        ("DELETE FROM gateways_receipt WHERE door = 'lmtp'", "came through no door"),
        ("UPDATE gateways_receipt SET is_processed = '0'", "was handed in again at lmtp, and nobody looked"),
        ("UPDATE gateways_arrival SET sha256 = 'y' WHERE state = 'done'", "Message "),
    ],
    ids=[
        "no message",
        "other ticket",
        "other state",
        "other bytes",
        "no receipt",
        "not looked at",
        "no arrival",
    ],
)
def test_every_difference_is_named(intruder, statement, expected):
    intruder(statement)
    assert any(expected in finding for finding in findings())


@pytest.mark.usefixtures("a_day_at_the_door")
def test_lost_and_changed_originals_are_named():
    first, second = Receipt.objects.order_by("id").values_list("sha256", flat=True)[:2]
    blobs.path(first).unlink()
    blobs.path(second).write_bytes(b"something else")
    assert sorted(findings()) == sorted(
        f"The original {one} is missing or damaged." for one in (first, second)
    )


@pytest.mark.usefixtures("a_day_at_the_door")
def test_what_waits_for_long_is_named(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() + timedelta(hours=1))
    assert ["has waited since" in finding for finding in findings()] == [True]


def test_what_was_never_entered_is_named(monkeypatch):
    def gone(*_):
        raise OperationalError("gone")

    with monkeypatch.context() as database, pytest.raises(TemporaryFailure):
        database.setattr(arrivals, "_take_in", gone)
        hand_in()
    assert findings() == []
    monkeypatch.setattr(reconcile, "PATIENCE", timedelta(0))
    assert findings() == ["Something handed in at lmtp was stored, and never entered."]
    assert len(intents.older_than(timedelta(0))) == 1, "looking takes nothing away"
