"""A service on a ticket, from the first letter to the call (M19, M20)."""

from collections.abc import Callable
from datetime import timedelta

import desk_world
import pytest
from desk_world import World
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, services
from hostdesk.billing.models import Service, ServiceRequest
from hostdesk.tickets.models import Message, Ticket

SignIn = Callable[[Staff | None], Client]


@pytest.fixture
def ticket(world: World) -> Ticket:
    """Meyer wants Outlook to be set up."""
    services.make_first()
    return desk_world.letter("Outlook", "Could you please set up Outlook on my new computer?")


@pytest.fixture
def ada(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.ada)


def _page(client: Client, ticket: Ticket, path: str = "service/") -> str:
    return client.get(f"/desk/t/{ticket.number}/{path}").content.decode()


def _do(client: Client, ticket: Ticket, name: str, **data: object) -> str:
    url = f"/desk/t/{ticket.number}/service/{name}/"
    return client.post(url, data, follow=True).content.decode()


def _from_now(**span: int) -> str:
    return f"{timezone.localtime(timezone.now() + timedelta(**span)):%Y-%m-%dT%H:%M}"


def test_a_letter_that_asks_for_a_service_is_marked_with_one_press(ada: Client, ticket: Ticket) -> None:
    assert "May ask for: Setting up your mail program" in _page(ada, ticket, "")
    page = _do(ada, ticket, "ask", service="mail-program")
    assert "A technician looks whether it can be done" in page
    assert "May ask for" not in _page(ada, ticket, "")


def test_a_letter_about_something_else_is_left_alone(ada: Client, world: World) -> None:
    services.make_first()
    assert "May ask for" not in _page(ada, desk_world.letter(), "")


def test_it_is_checked_promised_called_and_the_customer_hears_each_step(ada: Client, ticket: Ticket) -> None:
    _do(ada, ticket, "ask", service="mail-program")
    pk = ServiceRequest.objects.get().pk
    assert "Enter the estimate" in _do(ada, ticket, "accept", request=pk, hours="x")
    page = _do(ada, ticket, "accept", request=pk, hours="0.5", reasons="Two accounts.")
    assert "30 min, €42.00 net" in page
    assert "Enter between when" in _do(ada, ticket, "promise", request=pk, call_from="", call_until="")
    window = {"call_from": _from_now(minutes=10), "call_until": _from_now(hours=1)}
    assert "A call is promised" in _do(ada, ticket, "promise", request=pk, **window)
    assert "Write down what came" in _do(ada, ticket, "called", request=pk, was_reached="no", result=" ")
    page = _do(ada, ticket, "called", request=pk, was_reached="no", result="Engaged.")
    assert "not reached" in page and "Engaged." in page
    page = _do(ada, ticket, "called", request=pk, was_reached="yes", result="Thursday at nine.")
    assert "To the meter" in page
    letters = list(Message.objects.filter(kind="form").order_by("pk").values_list("text", flat=True))
    assert len(letters) == 2 and "Two accounts." in letters[0]
    told = _page(ada, ticket, "")
    assert "promised a call" in told and "reached. Thursday at nine." in told


def test_what_cannot_be_done_is_declined_in_words(ada: Client, ticket: Ticket) -> None:
    _do(ada, ticket, "ask", service="mail-program")
    pk = ServiceRequest.objects.get().pk
    assert "Say why it cannot be done" in _do(ada, ticket, "decline", request=pk, reasons="")
    page = _do(ada, ticket, "decline", request=pk, reasons="That version is too old.")
    assert "That version is too old." in page and "Promise a call" not in page


def test_the_list_says_when_we_call_and_that_a_call_is_late(
    ada: Client, ticket: Ticket, world: World
) -> None:
    now = timezone.now()
    service = Service.objects.get(slug="mail-program")
    request = actions.request_service(ticket, service, world.ada, at=now - timedelta(hours=3))
    assert "service asked for" in ada.get("/desk/v/services/").content.decode()
    actions.accept_service(request, world.ada, estimate_seconds=900, at=now - timedelta(hours=3))
    window = {"call_from": now - timedelta(hours=2), "call_until": now + timedelta(hours=1)}
    actions.promise_call(request, world.ada, **window, at=now - timedelta(hours=2, minutes=5))
    assert "hint--price" in ada.get("/desk/v/services/").content.decode()
    ServiceRequest.objects.update(call_until=now - timedelta(minutes=1))
    assert "call is late" in ada.get("/desk/v/services/").content.decode()


def test_a_request_of_another_ticket_cannot_be_touched_from_here(ada: Client, ticket: Ticket) -> None:
    _do(ada, ticket, "ask", service="mail-program")
    other = desk_world.letter("Other")
    url = f"/desk/t/{other.number}/service/accept/"
    assert ada.post(url, {"request": ServiceRequest.objects.get().pk, "hours": "1"}).status_code == 404


def test_the_page_asks_the_same_number_of_questions_for_one_request_and_for_many(
    ada: Client, ticket: Ticket, world: World
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            _page(ada, ticket)
        return len(found)

    services_there = list(Service.objects.all())
    actions.request_service(ticket, services_there[0], world.ada)
    count()
    few = count()
    for one in services_there[1:]:
        actions.request_service(ticket, one, world.ada)
    assert count() == few


def test_articles_that_may_help_instead_are_offered(ada: Client, ticket: Ticket, sign_in: SignIn,
                                                     world: World) -> None:  # fmt: skip
    form = {
        "slug": "mail-program", "title_de": "Einrichtung", "title_en": "Setting up", "is_active": "on",
        "keywords": "outlook, set up",
    }  # fmt: skip
    adam = sign_in(world.adam)
    url = "/desk/settings/services/save/"
    for wrong in ("nonsense", "a | b | javascript:alert(1)", "a | b | //evil.example.test"):
        page = adam.post(url, {**form, "help_links": wrong}, follow=True).content.decode()
        assert "Enter one article a line" in page
    adam.post(url, {**form, "help_links": "Anleitung | Guide | /en/articles/outlook/"})
    assert '<a href="/en/articles/outlook/">Guide</a>' in _page(ada, ticket, "")
    assert '<a href="/en/articles/outlook/">Guide</a>' in _page(ada, ticket)


def test_solved_tickets_wait_for_accounting_on_one_list(
    ada: Client, ticket: Ticket, world: World, sign_in: SignIn
) -> None:
    from hostdesk.tickets import actions as tickets

    start = timezone.now().replace(hour=10, minute=0) - timedelta(days=14)
    while start.weekday() > 3:
        start -= timedelta(days=1)
    actions.find_sphere(ticket, "outside", "Shop update.", world.ada)
    actions.record_interval(ticket, start, start + timedelta(minutes=10), world.ada, reason="By hand.")
    bea = sign_in(world.bea)
    assert "still open" in bea.get("/desk/settings/charges/").content.decode()
    assert "€21.00 net" in ada.get("/desk/v/all/").content.decode()
    tickets.solve(ticket, world.ada)
    page = bea.get("/desk/settings/charges/").content.decode()
    assert ticket.number in page and "price/approve/" in page
    assert "price/approve/" not in ada.get("/desk/settings/charges/").content.decode()
    url = f"/desk/t/{ticket.number}/price/approve/"
    assert "Nothing waits" in bea.post(url, {"back": "charges"}, follow=True).content.decode()
