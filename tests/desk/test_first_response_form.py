"""The block of essential data in the composer: filled in by the desk, completed by the agent (M7, M14)."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import desk_world
import pytest
from desk_world import World
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions as price_actions
from hostdesk.billing import services
from hostdesk.billing.models import Finding, SphereFinding
from hostdesk.complaints.actions import open_complaint
from hostdesk.core.complaints import Disputed, Wanted
from hostdesk.customers.models import Account, Customer
from hostdesk.tickets import actions
from hostdesk.tickets.models import FirstResponse, Kind, Ticket

SignIn = Callable[[Staff | None], Client]
_FIELD = re.compile(
    r'<(?:input|textarea|select)[^>]* name="(e_\w+)"(?:[^>]*? value="([^"]*)")?[^>]*>(?:([^<]*)</textarea>)?'
)
DAYTIME = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)  # a Tuesday, 12:00 at the provider's
EVENING = datetime(2026, 9, 15, 15, 30, tzinfo=UTC)  # 17:30: support is open, the surcharge applies
NIGHT = datetime(2026, 9, 15, 20, 0, tzinfo=UTC)


@pytest.fixture
def ada(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.ada)


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock of the desk."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(autouse=True)
def _daytime(it_is: Callable[[datetime], None]) -> None:
    it_is(DAYTIME)


def _page(client: Client, ticket: Ticket) -> str:
    return client.get(f"/desk/t/{ticket.number}/").content.decode()


def _fields(page: str) -> dict[str, str]:
    """The block as a browser without scripts would send it."""
    inside = page.partition("data-essentials")[2].partition("</section>")[0]
    found = {name: html.unescape(value or text) for name, value, text in _FIELD.findall(inside)}
    found.pop("e_stranger", None)
    for name, options in re.findall(r'<select[^>]* name="(e_\w+)"[^>]*>(.*?)</select>', inside):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def _send(client: Client, ticket: Ticket, page: str, **but: str) -> str:
    fields = {"kind": "out", "text": "We are on it.", "expected_count": str(ticket.message_count)}
    answer = client.post(f"/desk/t/{ticket.number}/write/", fields | _fields(page) | but, follow=True)
    return html.unescape(answer.content.decode())


def _sent(ticket: Ticket) -> dict[str, str]:
    return dict(FirstResponse.objects.get(message__ticket=ticket).values)


# What the desk fills in


def test_only_the_cause_is_left_to_the_agent(ada: Client, world: World) -> None:
    ticket = desk_world.letter(text="Hello, our shop shows a white page.")
    page = _page(ada, ticket)
    assert "First response: essential data 5 of 8" in page
    assert "Missing: Cause</span>" in page  # cost and start follow from it
    assert _fields(page) | {"e_customer": "Meyer Metallbau GmbH, customer number K-20871"} == _fields(page)
    assert _fields(page)["e_reported"] == "Our shop shows a white page."
    done = _send(ada, ticket, page, e_sphere="unknown")
    assert "Filled in anew: What it will cost, When work starts" in done  # nobody has read them yet
    assert "We are on it.</textarea>" in done
    _send(ada, ticket, done)
    assert _sent(ticket) == {
        "customer": "Meyer Metallbau GmbH, customer number K-20871",
        "contact": "Petra Meyer, petra.meyer@meyer.example.test",
        "department": "Support",
        "subject": "Shop down",
        "reported": "Our shop shows a white page.",
        "sphere": "not known yet",
        "cost": "free if the cause is on our side, otherwise €21.00 plus VAT per started quarter-hour",
        "start": "at once",
    }


def test_with_a_script_the_block_is_filled_in_at_once(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    fields = _fields(_page(ada, ticket)) | {"e_sphere": "inside"}
    block = ada.post(f"/desk/t/{ticket.number}/essentials/", fields, headers={"HX-Request": "true"})
    words = html.unescape(block.content.decode())
    assert "essential data 8 of 8" in words
    assert "complete" in words
    assert "free, because the cause is on our side" in words
    assert "<html" not in words
    _send(ada, ticket, words)
    assert _sent(ticket)["cost"] == "free, because the cause is on our side"


def test_a_cause_that_is_said_here_for_the_first_time_is_the_finding(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    page = _send(ada, ticket, _page(ada, ticket), e_sphere="outside")
    assert not SphereFinding.objects.exists()  # refused: nothing has happened
    _send(ada, ticket, page)
    assert SphereFinding.objects.get().sphere == Finding.OUTSIDE


def test_a_finding_that_stands_is_not_changed_in_a_letter(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    price_actions.find_sphere(ticket, Finding.OUTSIDE, "Her own script.", world.ada)
    page = _page(ada, ticket)
    assert "essential data 8 of 8" in page
    assert 'name="e_sphere"' not in page
    _send(ada, ticket, page)
    assert _sent(ticket)["sphere"] == "outside our responsibility, as far as we have found"


@pytest.mark.parametrize(
    ("moment", "sphere", "cost", "start"),
    [
        (EVENING, "inside", "free", "at once"),
        (EVENING, "outside", "€21.00 plus VAT", "looking into it at once; chargeable work without your "
         "consent on Wednesday, 16 September 2026, 09:00"),
        (NIGHT, "inside", "free", "at once"),
        (NIGHT, "outside", "€21.00 plus VAT", "We will get in touch on Wednesday, 16 September 2026, 08:00"),
        (NIGHT, "unknown", "free if the cause is on our side, otherwise €21.00", "should the cause not be on "
         "our side, chargeable work without your consent begins on Wednesday, 16 September 2026, 09:00"),
    ],
)  # fmt: skip
def test_cost_and_start_are_those_of_the_hour(
    ada: Client, world: World, it_is: Callable[[datetime], None], moment: datetime, sphere: str, cost: str,
    start: str,
) -> None:  # fmt: skip
    ticket = desk_world.letter()
    it_is(moment)
    found = _fields(_send(ada, ticket, _page(ada, ticket), e_sphere=sphere))
    assert cost in found["e_cost"]
    assert start in found["e_start"]


def test_what_has_changed_since_the_page_was_opened_is_read_before_it_goes_out(
    ada: Client, world: World, it_is: Callable[[datetime], None]
) -> None:
    ticket = desk_world.letter()
    price_actions.find_sphere(ticket, Finding.OUTSIDE, "Her own script.", world.ada)
    page = _page(ada, ticket)
    it_is(EVENING)
    again = _send(ada, ticket, page)
    assert "Filled in anew: When work starts." in again
    assert not FirstResponse.objects.exists()
    _send(ada, ticket, again)
    assert "09:00" in _sent(ticket)["start"]


def test_a_ticket_that_was_handed_on_meanwhile_is_read_anew(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    price_actions.find_sphere(ticket, Finding.OUTSIDE, "Her own script.", world.ada)
    page = _page(ada, ticket)
    actions.change_department(ticket, world.departments["sales"], world.ada)
    actions.take(ticket, world.lea)
    bens = Client()
    bens.force_login(world.lea)
    assert "Filled in anew: Department" in _send(bens, ticket, page)


# What the agent completes


def test_a_refused_letter_comes_back_with_everything_and_the_cursor_where_it_lacks(
    ada: Client, world: World
) -> None:
    ticket = desk_world.letter()
    page = _send(ada, ticket, _page(ada, ticket), e_reported="The whole shop is white.")
    assert "The first response is not complete. Missing: Cause, What it will cost, When work starts." in page
    assert "We are on it.</textarea>" in page
    assert _fields(page)["e_reported"] == "The whole shop is white."
    assert re.findall(r'name="(\w+)"[^>]*autofocus', page) == ["e_sphere"]
    assert not ticket.messages.filter(kind=Kind.OUT).exists()


def test_a_reason_lets_it_go_and_the_timeline_says_so(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    page = _send(ada, ticket, _page(ada, ticket), e_reason="The server room is on fire.")
    assert "The reply is held for" in page
    assert "Essential data, without: Cause, What it will cost, When work starts" in page
    assert "Sent without it: The server room is on fire." in page
    told = re.sub(r"</?b[^>]*>", "", page)
    assert "in time, without Cause, What it will cost, When work starts: The server room is on fire." in told


def test_a_complete_one_is_said_to_be(ada: Client, world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter()
    page = _send(ada, ticket, _page(ada, ticket), e_request="question")
    assert "Essential data, complete" in page
    assert "data-essentials" not in page
    assert "in time</b>, complete" in page or "in time, complete" in page
    assert "Essential data, complete" in _page(sign_in(world.audrey), ticket)


def test_a_complaint_asks_for_invoice_and_items(world: World, sign_in: SignIn) -> None:
    bea = sign_in(world.bea)
    ticket = desk_world.letter("Invoice", to="billing")
    page = _send(bea, ticket, _page(bea, ticket), e_request="complaint")
    assert "Missing: Invoice number, Disputed items." in page
    again = _send(bea, ticket, page, e_invoice="R-2026-17", e_disputed="1. Traffic\n2. Backup")
    assert "Filled in anew" not in again
    assert _sent(ticket)["disputed"] == "1. Traffic\n2. Backup"


def test_the_items_of_a_complaint_are_filled_in(world: World, sign_in: SignIn) -> None:
    bea = sign_in(world.bea)
    ticket = desk_world.letter("Invoice", to="billing")
    items = [
        Disputed(None, "Traffic", Decimal("11.90"), "Never used", Wanted.CREDIT),
        Disputed(None, "Backup\nBox", None, "Cancelled", Wanted.EXPLAIN),
    ]
    open_complaint(ticket, invoice_number="R-2026-17", items=items, contact=None)
    page = _page(bea, ticket)
    assert "essential data 8 of 8" in page
    _send(bea, ticket, page)
    assert _sent(ticket)["invoice"] == "R-2026-17"
    assert _sent(ticket)["disputed"] == "1. Traffic: €11.90\n2. Backup Box"


def test_a_service_that_was_asked_for_fills_service_and_price(ada: Client, world: World) -> None:
    services.make_first()
    ticket = desk_world.letter()
    price_actions.request_service(ticket, services.catalogue()[0])
    page = _page(ada, ticket)
    assert "essential data 8 of 8" in page
    _send(ada, ticket, page)
    said = _sent(ticket)
    assert said["service"] == "Setting up your mail program"
    assert said["cost"] == "€21.00 plus VAT per started quarter-hour"


def test_who_wrote_is_a_customer_by_number_or_is_said_to_be_none(ada: Client, world: World) -> None:
    Account.objects.create(customer=Customer.objects.get(number="K-20871"), number="h-4711")
    for entered, said in (("K-20871", "K-20871"), ("Konto h-4711", "Konto h-4711")):
        ticket = desk_world.letter(sender=f"{said[-4:].lower()}@elsewhere.example.test")
        page = _page(ada, ticket)
        assert "Missing: Customer" in page
        _send(ada, ticket, page, e_request="question", e_customer=entered)
        assert _sent(ticket)["customer"] == said
    ticket = desk_world.letter(sender="new@elsewhere.example.test")
    _send(ada, ticket, _page(ada, ticket), e_request="question", e_stranger="1")
    assert _sent(ticket)["customer"] == "not a customer of ours yet"


def test_a_number_that_we_do_not_have_is_no_customer(ada: Client, world: World) -> None:
    ticket = desk_world.letter(sender="new@elsewhere.example.test")
    page = _send(ada, ticket, _page(ada, ticket), e_request="question", e_customer="K-99999")
    assert "We have no customer or account with this number." in page
    assert _fields(page)["e_customer"] == "K-99999"
    assert not FirstResponse.objects.exists()


def test_a_stranger_at_sales_is_not_a_customer_yet(world: World, sign_in: SignIn) -> None:
    lea = sign_in(world.lea)
    ticket = desk_world.letter("An offer", to="sales", sender="new@elsewhere.example.test")
    page = _page(lea, ticket)
    assert "essential data 5 of 5" in page
    _send(lea, ticket, page)
    assert _sent(ticket)["customer"] == "not a customer of ours yet"


# Doors


def test_a_form_without_the_block_sends_nothing(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    fields = {"kind": "out", "text": "We are on it.", "expected_count": "1"}
    page = ada.post(f"/desk/t/{ticket.number}/write/", fields).content.decode()
    assert "The first response is not complete." in page
    assert not ticket.messages.filter(kind=Kind.OUT).exists()


def test_made_up_values_are_refused_or_only_text(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    page = _send(ada, ticket, _page(ada, ticket), e_request="bribe", e_sphere="<b>ours</b>")
    assert "not complete. Missing: Cause" in page
    assert "<b>ours</b>" not in page


def test_the_block_is_a_draft_like_the_text(ada: Client, world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter()
    url = f"/desk/t/{ticket.number}/"
    fields = _fields(_page(ada, ticket)) | {"e_sphere": "inside", "e_reported": "All white."}
    assert ada.post(f"{url}draft/", {"kind": "out", "text": ""} | fields).json()["saved"]
    found = _fields(_page(sign_in(world.ada), ticket))
    assert (found["e_sphere"], found["e_reported"]) == ("inside", "All white.")
    assert found["e_cost"] == "free, because the cause is on our side"  # filled in anew, not kept
    assert "All white." not in _page(sign_in(world.ben), ticket)


def test_the_block_survives_a_lost_session(world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter()
    url = f"/desk/t/{ticket.number}/"
    client = sign_in(world.ada)
    fields = _fields(_page(client, ticket)) | {"e_reported": "All white.", "by": str(world.ada.pk)}
    client.session.flush()
    client.logout()
    client.post(f"{url}write/", {"kind": "out", "text": "An hour of work"} | fields)
    client.login(email=world.ada.email, password=desk_world.PASSWORD)
    page = client.get(url).content.decode()
    assert "An hour of work</textarea>" in page
    assert _fields(page)["e_reported"] == "All white."


def test_after_undo_the_block_comes_back_as_it_was_entered(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    _send(ada, ticket, _page(ada, ticket), e_reported="All white.", e_reason="On fire.")
    message = ticket.messages.get(kind=Kind.OUT)
    ada.post(f"/desk/m/{message.pk}/undo/")
    found = _fields(_page(ada, ticket))
    assert (found["e_reported"], found["e_reason"]) == ("All white.", "On fire.")


def test_an_auditor_sees_no_block(world: World, sign_in: SignIn) -> None:
    assert "data-essentials" not in _page(sign_in(world.audrey), desk_world.letter())


def test_the_block_asks_a_constant_number_of_questions(ada: Client, world: World) -> None:
    services.make_first()
    ticket = desk_world.letter()
    price_actions.request_service(ticket, services.catalogue()[0])
    actions.note(ticket, "note", world.ben)
    _page(ada, ticket)
    with CaptureQueriesContext(connection) as few:
        _page(ada, ticket)
    for number in range(10):
        actions.note(ticket, f"note {number}", world.ben)
        price_actions.request_service(ticket, services.catalogue()[number % 5])
    with CaptureQueriesContext(connection) as many:
        _page(ada, ticket)
    assert len(many) == len(few)
