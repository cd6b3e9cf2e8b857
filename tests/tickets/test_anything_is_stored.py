"""Whatever a stranger sends is stored and shown."""

import hashlib
import json
from typing import Any

import first_response
import nordlicht
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostdesk.core.incoming import Address, Bounce, File, Incoming, Robot
from hostdesk.lib import storable
from hostdesk.tickets import access, actions, checks, intake, quarantine, search, timeline
from hostdesk.tickets.models import Message
from hostdesk.tickets.storable import storable_incoming

pytestmark = pytest.mark.django_db

# Everything that a Python string can hold, lone surrogates and NUL included, often longer than any column.
_ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)
_LONG = st.builds(lambda text, times: text * times, _ANYTHING, st.sampled_from([1, 1, 30, 1000]))
_ADDRESS = st.builds(Address, _LONG, _LONG)
_FILE = st.builds(
    File, _LONG, _LONG, st.just(b"x"), st.just(hashlib.sha256(b"x").hexdigest()), _LONG,
)  # fmt: skip
_BOUNCE = st.builds(Bounce, _LONG, _LONG, st.sampled_from(["failed", "delayed"]), _LONG, _LONG)
_INCOMING = st.builds(
    Incoming,
    key=_LONG, channel=st.sampled_from(["mail", "form", "fax"]), sender=_ADDRESS, subject=_LONG,
    text=_LONG, new_text=_LONG, html=_LONG, to=st.lists(_ADDRESS, max_size=2).map(tuple), cc=st.just(()),
    reply_to=st.lists(_ADDRESS, max_size=1).map(tuple), envelope_from=_LONG,
    recipients=st.lists(_LONG, max_size=2).map(tuple), message_id=_LONG, in_reply_to=_LONG,
    files=st.lists(_FILE, max_size=1).map(tuple), references=st.lists(_LONG, max_size=2).map(tuple),
    robot=st.sampled_from(Robot), bounce=st.none() | _BOUNCE,
    loop_marks=st.lists(_LONG, max_size=1).map(tuple), language=st.sampled_from(["", "de", "en"]),
    notes=st.lists(_LONG, max_size=1).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(incoming=_INCOMING)
def test_any_message_becomes_a_ticket_that_can_be_shown_and_found(db: Any, incoming: Incoming) -> None:
    message = intake.receive(incoming, timezone.now(), raw_sha256="ab" * 32)
    assert intake.receive(incoming, timezone.now()) == message
    ines = nordlicht.person("ines")
    shown = Message.objects.select_related("ticket").get(pk=message.pk)
    assert access.ticket_for(ines, shown.ticket.number) == shown.ticket
    assert message.pk in {one.message.pk for one in timeline.entries(shown.ticket.root) if one.message}
    search.search(ines, incoming.subject or incoming.text)
    assert not list(checks.messages_are_as_recorded())


def test_a_mail_full_of_what_postgresql_refuses_says_so_and_keeps_the_original(db: Any) -> None:
    message = nordlicht.comes_in(subject="Null\x00 und \ud83d halb", text="\x00" * 10, name="\udfff")
    assert message.subject == "Null\ufffd und \ufffd halb"
    assert message.notes == ["Characters that cannot be stored were replaced; the original has them."]
    json.dumps(message.notes, ensure_ascii=False).encode()


def test_what_is_clean_stays_the_very_same() -> None:
    incoming = nordlicht.letter(files=(nordlicht.file(),))
    assert storable_incoming(incoming) is incoming


def test_two_keys_that_differ_only_in_what_is_replaced_are_two_messages(db: Any) -> None:
    first, second = (nordlicht.comes_in(key=f"form:{mark}") for mark in ("\ud800", "\ud801"))
    assert first != second


def test_long_names_stay_apart() -> None:
    assert storable.name("a" * 300 + "b", 250) != storable.name("a" * 300 + "c", 250)
    assert len(storable.name("a" * 300, 250)) <= 250
    assert storable.name("a" * 250, 250) == "a" * 250


def test_an_unreadable_message_from_anybody_has_its_ticket(db: Any) -> None:
    stand_in = quarantine.quarantine(
        "mail:y", "\x00\ud800" + "ü" * 500, "\x00 failed", timezone.now(), raw_sha256="", recipients=("\x00",)
    )
    assert len(stand_in.sender_address) == 320


def test_what_staff_paste_is_stored_too(ada: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in())
    pasted = "Aus der Konsole:\x00\ud800" + "x" * 100_000
    first_response.reply(
        ticket, pasted, ada, files=[nordlicht.file("a" * 400)], cc=[Address("b@neu.example.test", "\x00")]
    )
    actions.note(ticket, pasted, ada)
    department = nordlicht.department("sales")
    actions.open_by_staff(department, Address("x@y.example.test", "\x00" * 500), "\x00" * 2000, pasted, ada)
