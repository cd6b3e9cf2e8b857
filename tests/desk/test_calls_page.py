"""Calls at the desk: the card of a ringing call, one click, the PIN, the call-back."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import desk_world
import pytest
from desk_world import World
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from hostdesk.accounts.models import Department, Staff
from hostdesk.core.calls import Happening, Heard
from hostdesk.core.states import NotAllowed
from hostdesk.customers import pins
from hostdesk.customers.models import Contact, Customer, PinCheck
from hostdesk.desk import live, needs
from hostdesk.desk.service_card import span
from hostdesk.gateways import work
from hostdesk.gateways.phone import choosing, following, handing_in, hearing
from hostdesk.gateways.phone.models import Call, CallerProof
from hostdesk.gateways.phone.proving import prove_caller
from hostdesk.tickets.actions.callbacks import promise_call_back, record_call_back
from hostdesk.tickets.models import CallBack, Message, Ticket

SignIn = Callable[[Staff | None], Client]
NUMBER = "+498912345678"


@pytest.fixture
def meyer(world: World) -> Customer:
    contact = Contact.objects.get(address="petra.meyer@meyer.example.test")
    contact.phone = "089 / 12 34 56 78"
    contact.save()
    return contact.customer


def _heard(happening: Happening, call_id: str = "c1", **more) -> Call:
    said = {"direction": "in", "caller": NUMBER, "called": "+49 89 99998-200"} | more
    hearing.keep("zentrale", Heard(happening, call_id, timezone.now(), **said), "")
    return following.follow("zentrale", call_id)


def _rings(call_id: str = "c1", **more) -> Call:
    return _heard(Happening.RINGING, call_id, **more)


def _ends(call_id: str = "c1", **more) -> None:
    _heard(Happening.ENDED, call_id, **more)
    handing_in.hand_in_due(timezone.now() + timedelta(minutes=1))
    while work.run_once():
        pass


def _card(client: Client) -> str:
    return client.get("/desk/calls/ringing/", headers={"HX-Request": "true"}).content.decode()


@pytest.mark.usefixtures("meyer")
def test_a_call_that_rings_shows_who_may_be_calling(sign_in: SignIn, world: World) -> None:
    ticket = desk_world.letter()
    _rings()
    card = _card(sign_in(world.ada))
    assert "Petra Meyer" in card and "maybe" in card and "+49 89 12345678" in card
    assert ticket.number in card
    assert "per started" in card  # what work costs at this hour


def test_it_rings_only_at_the_called_department(sign_in: SignIn, world: World) -> None:
    _rings()
    assert "ring-" in _card(sign_in(world.ben))
    assert _card(sign_in(world.bea)).strip() == ""
    assert _card(sign_in(world.audrey)).strip() == ""
    assert "ring-" in _card(sign_in(world.adam))


def test_the_card_goes_when_somebody_else_has_answered(sign_in: SignIn, world: World) -> None:
    _rings()
    _heard(Happening.ANSWERED, agents=("Ada Lindner",))
    assert "ring-" in _card(sign_in(world.ada))
    assert "ring-" not in _card(sign_in(world.ben))
    _heard(Happening.ENDED)
    assert "ring-" not in _card(sign_in(world.ada))


@pytest.mark.usefixtures("meyer")
def test_five_cards_ask_as_many_questions_as_one(sign_in: SignIn, world: World) -> None:
    desk_world.letter()
    ada = sign_in(world.ada)
    _rings("c0")
    _card(ada)
    with CaptureQueriesContext(connection) as few:
        _card(ada)
    for number in range(1, 5):
        _rings(f"c{number}")
        desk_world.letter()
    with CaptureQueriesContext(connection) as many:
        assert _card(ada).count('class="ring') == 5
    assert len(many) == len(few)


def test_one_click_makes_a_ticket_and_the_call_becomes_a_message_on_it(sign_in: SignIn, world: World) -> None:
    call = _rings()
    for _ in range(2):  # pressed twice
        there = sign_in(world.ada).post(f"/desk/calls/{call.pk}/open/")
    ticket = Ticket.objects.get()
    assert there["Location"] == f"/desk/t/{ticket.number}/"
    assert (ticket.assignee, ticket.channel, ticket.department.slug) == (world.ada, "phone", "support")
    _ends(agents=())
    assert Message.objects.filter(ticket=ticket).count() == 2
    assert "Steps" in sign_in(world.ada).get(f"/desk/t/{ticket.number}/").content.decode()


def test_one_click_joins_a_ticket(sign_in: SignIn, world: World) -> None:
    ticket, call = desk_world.letter(), _rings()
    sign_in(world.ada).post(f"/desk/calls/{call.pk}/join/", {"number": ticket.number})
    _ends()
    assert Call.objects.get().message.ticket == ticket
    with pytest.raises(NotAllowed, match="over"):
        choosing.put_on(call, desk_world.letter(), world.ada)


def test_a_call_of_another_department_cannot_be_touched(sign_in: SignIn, world: World) -> None:
    call = _rings()
    assert sign_in(world.bea).post(f"/desk/calls/{call.pk}/open/").status_code == 404
    assert "12345678" not in sign_in(world.bea).get("/desk/calls/").content.decode()
    other = desk_world.letter(to="billing")
    assert (
        sign_in(world.ada).post(f"/desk/calls/{call.pk}/join/", {"number": other.number}).status_code == 404
    )


def test_recent_calls_say_what_became_of_them(sign_in: SignIn, world: World) -> None:
    _rings()
    _heard(Happening.ANSWERED, agents=("Ada Lindner",))
    _ends()
    _rings("c2")
    page = sign_in(world.ben).get("/desk/calls/").content.decode()
    assert "by Ada Lindner" in page and Ticket.objects.get().number in page and "rings" in page


def test_a_caller_is_believed_after_number_and_pin_only(
    sign_in: SignIn, world: World, meyer: Customer
) -> None:
    _rings()
    _ends()
    ticket = Ticket.objects.get()
    url = f"/desk/t/{ticket.number}/calls/"
    assert "Not proven" in sign_in(world.ada).get(url).content.decode()
    pin = pins.renew_pin(meyer, world.ada)
    wrong = {"customer": meyer.number, "pin": "000000" if pin != "000000" else "111111"}
    sign_in(world.ada).post(f"{url}prove/", wrong)
    assert not CallerProof.objects.exists()
    sign_in(world.ada).post(f"{url}prove/", {"customer": meyer.number.lower(), "pin": f" {pin} "})
    assert "Proven: speaks for" in sign_in(world.ada).get(f"/desk/t/{ticket.number}/").content.decode()
    assert [one.was_right for one in PinCheck.objects.order_by("pk")] == [False, True]


def test_guessing_is_braked_also_for_the_right_pin(world: World, meyer: Customer) -> None:
    ticket, now = desk_world.letter(), timezone.now()
    pin = pins.renew_pin(meyer, world.ada)
    for second in range(5):
        assert not prove_caller(ticket, meyer.number, "x", world.ada, at=now + timedelta(seconds=second))
    with pytest.raises(NotAllowed, match="Five wrong"):
        prove_caller(ticket, meyer.number, pin, world.ada, at=now + timedelta(minutes=5))
    assert prove_caller(ticket, meyer.number, pin, world.ada, at=now + timedelta(minutes=70))


def test_without_a_pin_nobody_is_believed(world: World, meyer: Customer) -> None:
    assert not prove_caller(desk_world.letter(), meyer.number, "", world.ada)
    assert not prove_caller(desk_world.letter(), "K-99999", "123456", world.ada)


def test_a_new_pin_is_shown_once_and_the_old_one_ends(sign_in: SignIn, world: World, meyer: Customer) -> None:
    before = pins.renew_pin(meyer, world.ada)
    page = sign_in(world.ada).post(f"/desk/customers/{meyer.number}/pin/", follow=True).content.decode()
    assert "The new PIN is" in page
    assert before not in Customer.objects.get(pk=meyer.pk).pin_hash
    assert "The new PIN is" not in sign_in(world.ada).get(f"/desk/customers/{meyer.number}/").content.decode()


def test_a_missed_call_needs_somebody_when_its_time_comes(world: World) -> None:
    _rings()
    _ends()
    back = CallBack.objects.get()
    kinds = {one.kind for one in needs.needs(world.ada, back.call_from)}
    assert needs.CALL_BACK in kinds
    assert needs.CALL_BACK not in {one.kind for one in needs.needs(world.bea, back.call_from)}


def test_calling_back_is_recorded_until_somebody_is_reached(sign_in: SignIn, world: World) -> None:
    for call_id in ("c1", "c2"):
        _rings(call_id)
        _ends(call_id)
    first, second = CallBack.objects.all()
    ada, url = sign_in(world.ada), f"/desk/t/{first.ticket.number}/calls/"
    ada.post(f"{url}called/", {"call_back": first.pk, "was_reached": "no", "result": "engaged"})
    assert CallBack.objects.filter(state="promised").count() == 2
    ada.post(f"{url}called/", {"call_back": first.pk, "was_reached": "yes", "result": "explained"})
    assert {one.state for one in CallBack.objects.all()} == {"reached"}  # she called twice
    page = ada.get(url).content.decode()
    assert "engaged" in page and "explained" in page
    with pytest.raises(NotAllowed, match="over"):
        record_call_back(second, world.ada, was_reached=True, result="again")


def test_a_call_back_can_be_promised_moved_and_dropped(sign_in: SignIn, world: World) -> None:
    ticket = desk_world.letter()
    ada, url = sign_in(world.ada), f"/desk/t/{ticket.number}/calls/"
    ada.post(f"{url}promise/", {"number": "call me"})
    assert not CallBack.objects.exists()
    ada.post(f"{url}promise/", {"number": "0151 23456789"})
    back = CallBack.objects.get()
    start = timezone.localtime() + timedelta(days=1)
    fields = {"call_from": f"{start:%Y-%m-%dT10:00}", "call_until": f"{start:%Y-%m-%dT11:00}"}
    ada.post(f"{url}move/", {"call_back": back.pk, **fields})
    back.refresh_from_db()
    assert timezone.localtime(back.call_from).hour == 10
    ada.post(f"{url}drop/", {"call_back": back.pk, "reason": "she wrote"})
    assert CallBack.objects.get().state == "dropped"
    assert "she wrote" in ada.get(f"/desk/t/{ticket.number}/").content.decode()


def test_a_number_that_is_due_is_never_promised_after_the_window_ended(world: World) -> None:
    ticket = desk_world.letter(at=desk_world.hours_ago(24 * 10))  # its promise is over
    back = promise_call_back(ticket, NUMBER, world.ada)
    assert timezone.now() < back.call_until
    assert back.call_from < back.call_until


def test_departments_are_found_by_the_number_called(world: World, settings) -> None:
    settings.HOSTDESK = settings.HOSTDESK | {
        "HOSTDESK_SALES_PHONE": "+49 89 99998-100",
        "HOSTDESK_CALL_LINES": {"+49 89 99998-3": "accounting", "31": "sales"},
    }
    for called, slug in (
        ("089 99998100", "sales"), ("498999998388", "accounting"), ("31", "sales"), ("", "support"),
        ("+4917112345678", "support"),
    ):  # fmt: skip
        assert _rings(f"to {called}", called=called).department == Department.objects.get(slug=slug)


def test_only_browsers_of_the_department_hear_of_a_call() -> None:
    heard: list[object] = []

    async def send(content: object) -> None:
        heard.append(content)

    tab = live.Desk()
    tab.departments, tab.send_json = frozenset({"support"}), send
    for department in ("sales", "support"):
        asyncio.run(tab.call_changed({"type": "call.changed", "call": 7, "department": department}))
    assert heard == [{"call": 7}]


def test_a_window_over_a_weekend_says_both_days() -> None:
    friday = datetime(2026, 11, 20, 16, 25, tzinfo=UTC)
    monday = datetime(2026, 11, 23, 10, 25, tzinfo=UTC)
    with translation.override("en"):
        assert span(friday, friday + timedelta(minutes=30), friday) == "17:25 to 17:55"
        assert span(friday, monday, friday) == "17:25 to Mon\u00a011:25"


@pytest.mark.usefixtures("meyer")
def test_the_list_of_calls_asks_as_many_questions_for_thirty_as_for_one(
    sign_in: SignIn, world: World
) -> None:
    ada = sign_in(world.ada)
    _rings("c0")
    _ends("c0")
    ada.get("/desk/calls/")
    with CaptureQueriesContext(connection) as few:
        ada.get("/desk/calls/")
    for number in range(1, 30):
        _rings(f"c{number}")
        _heard(Happening.ENDED, f"c{number}")
    with CaptureQueriesContext(connection) as many:
        assert ada.get("/desk/calls/").content.count(b"tel:") == 30
    assert len(many) == len(few)
