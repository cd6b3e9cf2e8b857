"""`hostdesk verify` finds whatever somebody with all rights has changed."""

from collections.abc import Callable
from typing import Any

import nordlicht
import pytest
from django.db import connection

from hostdesk.lib import blobs
from hostdesk.tickets import checks
from hostdesk.tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)

_CHECKS = (checks.messages_are_as_recorded, checks.no_ticket_is_lost, checks.attachments_are_whole)


@pytest.fixture
def message(transactional_db: Any) -> Message:
    """A mail with a file, as it came in."""
    raw = blobs.store(b"From: Meyer\r\n\r\nHilfe")
    from django.utils import timezone

    from hostdesk.tickets import intake

    return intake.receive(nordlicht.letter(files=(nordlicht.file(),)), timezone.now(), raw_sha256=raw)


def _findings() -> list[str]:
    return [finding.text for check in _CHECKS for finding in check()]


def test_nothing_is_found_where_nothing_was_changed(message: Message) -> None:
    assert _findings() == []


@pytest.mark.parametrize("read", ["_vouched", "_files", "_opened"])
def test_mail_that_comes_in_while_we_look_is_no_finding(
    message: Message, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    before = getattr(checks, read)

    def meanwhile(**which: Any) -> Any:
        nordlicht.comes_in("kunde1@viele.example.test")
        found = before(**which)
        nordlicht.comes_in("kunde2@viele.example.test")
        return found

    monkeypatch.setattr(checks, read, meanwhile)
    assert _findings() == []


@pytest.mark.parametrize(
    "change",
    [
        {"text": "anders"}, {"new_text": "anders"}, {"subject": "anders"}, {"sender_address": "a@b"},
        {"to": []}, {"html": "<p>"}, {"robot": "list"}, {"authentication": {}}, {"joined_because": {}},
        {"references": ["x"]}, {"raw_sha256": ""}, {"notes": ["x"]}, {"at": nordlicht.ago(days=1)},
    ],
)  # fmt: skip
def test_a_changed_message_is_found(
    message: Message, without_triggers: Callable[..., Any], change: Any
) -> None:
    with without_triggers(connection):
        Message.objects.filter(pk=message.pk).update(**change)
    assert _findings() == [f"Message {message.pk} is not what the journal recorded."]


@pytest.mark.parametrize("change", [{"name": "x"}, {"size": 1}, {"content_type": "x/y"}])
def test_a_changed_attachment_is_found(
    message: Message, without_triggers: Callable[..., Any], change: Any
) -> None:
    with without_triggers(connection):
        Attachment.objects.update(**change)
    assert _findings() == [f"Message {message.pk} is not what the journal recorded."]


def test_a_removed_ticket_is_found_with_all_it_held(
    message: Message, without_triggers: Callable[..., Any]
) -> None:
    number = nordlicht.ticket_of(message).number
    with without_triggers(connection), connection.cursor() as cursor:
        for table in ("attachment", "participant", "message"):
            cursor.execute(f"DELETE FROM tickets_{table}")
        cursor.execute("DELETE FROM tickets_ticket")
    assert f"The ticket:{number} is in the journal and nowhere else." in _findings()
    assert f"Message {message.pk} is in the journal and nowhere else." in _findings()


def test_an_invented_message_and_a_moved_receipt_are_found(
    message: Message, without_triggers: Callable[..., Any]
) -> None:
    with without_triggers(connection):
        Message(ticket=message.ticket, kind="in", channel="mail", at=message.at, digest="x").save()
        Ticket.objects.update(received_at=nordlicht.ago(days=1))
    assert len(_findings()) == 2


@pytest.mark.parametrize("name", ["raw", "file"])
def test_a_damaged_or_missing_file_is_found(message: Message, name: str) -> None:
    sha256 = message.raw_sha256 if name == "raw" else nordlicht.file().sha256
    path = blobs.path(sha256)
    kept = path.read_bytes()
    try:
        path.chmod(0o600)
        path.write_bytes(b"x" + kept[1:])
        assert _findings() == [f"The file {sha256} is missing or damaged."]
        path.unlink()
        assert _findings() == [f"The file {sha256} is missing or damaged."]
    finally:
        path.write_bytes(kept)


def test_the_database_itself_refuses_to_change_what_was_said(message: Message) -> None:
    from django.db import Error

    with pytest.raises(Error):
        Message.objects.filter(pk=message.pk).update(text="anders")
    with pytest.raises(Error), connection.cursor() as cursor:
        cursor.execute("DELETE FROM tickets_ticket")
