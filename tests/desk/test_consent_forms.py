"""The forms about consent at the desk: whom to ask, raise, confirm a mail, end it; each refuses in words."""

from collections.abc import Callable

import desk_world
import pytest
from desk_world import World
from django.test import Client
from test_meter import NIGHT, Clock, _agreed, _do, _page

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core.incoming import Address, Authentication, Incoming, Verdict
from hostdesk.customers.models import Contact, Customer
from hostdesk.tickets import intake
from hostdesk.tickets.models import Message, Ticket

SignIn = Callable[[Staff | None], Client]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    from django.utils import timezone

    clock = Clock()
    clock.now = NIGHT
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def ticket(clock: Clock, world: World) -> Ticket:
    return desk_world.letter(at=clock.now)


@pytest.fixture
def ada(ticket: Ticket, world: World, sign_in: SignIn) -> Client:
    return sign_in(world.ada)


@pytest.fixture
def jan(ticket: Ticket) -> Contact:
    """Another contact of Meyer's."""
    meyer = Customer.objects.get(number="K-20871")
    return Contact.objects.create(customer=meyer, name="Jan Meyer", address="jan@meyer.example.test")


def _replies(request: ConsentRequest, text: str, **more: object) -> Message:
    """She presses "reply" on our question."""
    assert request.message.delivery is not None
    letter = request.message.delivery.as_letter
    place = Message.objects.count()
    incoming = Incoming(
        key=f"mail:{place:064d}", channel="mail", sender=Address(request.address, "Petra Meyer"),
        subject="Re", text=text, new_text=text, to=(Address(letter.sender.address),),
        recipients=(letter.reply_to,), message_id=f"{place}@meyer.example.test",
        in_reply_to=request.message.message_id,
        authentication=Authentication(dmarc=more.get("dmarc", Verdict.PASS)),  # type: ignore[arg-type]  # a verdict
    )  # fmt: skip
    from django.utils import timezone

    return intake.receive(incoming, timezone.now())


def test_another_contact_can_be_chosen_and_reads_the_question(
    ada: Client, ticket: Ticket, jan: Contact
) -> None:
    page = _page(ada, ticket, "ask/")
    assert "Goes to Petra Meyer" in page and "Jan Meyer, jan@meyer.example.test" in page
    assert "Goes to Jan Meyer" in _page(ada, ticket, f"ask/?contact={jan.pk}")
    assert "Asked: Jan Meyer gets" in _do(ada, ticket, "ask", hours="2", contact=jan.pk)
    assert ConsentRequest.objects.get().address == "jan@meyer.example.test"


def test_nobody_is_offered_who_may_not_agree(ada: Client, ticket: Ticket, jan: Contact) -> None:
    Contact.objects.filter(pk=jan.pk).update(may_order=False)
    assert "jan@meyer" not in _page(ada, ticket, "ask/")
    assert "No contact is known who may agree" in _do(ada, ticket, "ask", hours="2", contact=jan.pk)
    Contact.objects.update(is_former=True)
    assert "No contact is known who may agree" in _page(ada, ticket, "ask/")
    assert not ConsentRequest.objects.exists()


def test_a_contact_of_another_customer_cannot_be_named(ada: Client, ticket: Ticket) -> None:
    other = Contact.objects.get(address="praxis@oezdemir.example.test")
    url = f"/desk/t/{ticket.number}/price/ask/"
    assert ada.post(url, {"hours": "2", "contact": other.pk}).status_code == 404
    assert not ConsentRequest.objects.exists()


def test_what_the_preview_shows_is_what_she_is_sent(ada: Client, ticket: Ticket) -> None:
    import html

    page = html.unescape(_page(ada, ticket, "ask/?hours=3"))
    _do(ada, ticket, "ask", hours="3")
    assert ConsentRequest.objects.get().text.strip() in page


@pytest.mark.parametrize("hours", ["", "x", "-1", "0", "25", "0.1"])
def test_hours_that_are_none_ask_nobody(hours: str, ada: Client, ticket: Ticket) -> None:
    page = _do(ada, ticket, "ask", hours=hours)
    assert "Enter the hours as a number" in page or "Ask for at least a quarter" in page
    assert not ConsentRequest.objects.exists()


def test_the_cap_is_raised_by_a_new_question_and_the_old_yes_goes_on(
    ada: Client, ticket: Ticket, world: World, clock: Clock
) -> None:
    assert "Nothing has been agreed yet" in _do(ada, ticket, "raise", hours="1")
    _agreed(ticket, world, clock.now)
    clock.forward(minutes=5)
    assert "Raise the cap" in _page(ada, ticket, "ask/")
    assert "What was agreed before goes on" in _do(ada, ticket, "raise", hours="1")
    answers = ConsentRequest.objects.order_by("pk").values_list("answer", "cap_seconds")
    assert list(answers) == [(Answer.YES, 7200), (Answer.NONE, 10_800)]


def test_a_mail_that_says_yes_is_confirmed_by_a_press(ada: Client, ticket: Ticket, clock: Clock) -> None:
    _do(ada, ticket, "ask", hours="2")
    request = ConsentRequest.objects.get()
    clock.forward(minutes=5)
    mail = _replies(request, "Yes, I agree.")
    assert "It says yes: counts as consent" in _page(ada, ticket, "hours/")
    posted = {"request": request.pk, "message": mail.pk, "back": "work"}
    assert "The mail counts as consent" in _do(ada, ticket, "confirm", **posted)
    request.refresh_from_db()
    assert (request.answer, request.way, request.reply_id) == (Answer.YES, "mail", mail.pk)


@pytest.mark.parametrize("text", ["No, I do not agree.", "Yes, if it is for free.", "Who are you?"])
def test_a_forged_press_confirms_no_mail_that_says_something_else(
    text: str, ada: Client, ticket: Ticket, clock: Clock
) -> None:
    _do(ada, ticket, "ask", hours="2")
    request = ConsentRequest.objects.get()
    clock.forward(minutes=5)
    mail = _replies(request, text)
    assert "It says yes: counts as consent" not in _page(ada, ticket, "hours/")
    _do(ada, ticket, "confirm", request=request.pk, message=mail.pk)
    request.refresh_from_db()
    assert request.answer == Answer.NONE


def test_an_agent_of_another_department_confirms_nothing(
    ada: Client, ticket: Ticket, clock: Clock, world: World, sign_in: SignIn
) -> None:
    _do(ada, ticket, "ask", hours="2")
    request = ConsentRequest.objects.get()
    mail = _replies(request, "Yes, I agree.")
    url = f"/desk/t/{ticket.number}/price/confirm/"
    found = sign_in(world.bea).post(url, {"request": request.pk, "message": mail.pk})
    assert found.status_code == 404
    request.refresh_from_db()
    assert request.answer == Answer.NONE


def test_a_consent_is_ended_with_the_words_of_the_customer(
    ada: Client, ticket: Ticket, world: World, clock: Clock
) -> None:
    assert "Nothing is agreed on this ticket" in _do(ada, ticket, "revoke", reason="On the phone.")
    _agreed(ticket, world, clock.now)
    clock.forward(minutes=5)
    assert "Write down how the customer" in _do(ada, ticket, "revoke", reason=" ")
    page = _do(ada, ticket, "revoke", reason="On the phone, at eight.", back="work")
    assert "The consent has ended" in page
    found = ConsentRequest.objects.get()
    assert (found.answer, found.revoke_reason) == (Answer.REVOKED, "On the phone, at eight.")


def test_the_calculator_refuses_in_the_readers_language(world: World, sign_in: SignIn) -> None:
    world.ada.language = "de"
    world.ada.save()
    client = sign_in(world.ada)
    for work in ("2026-11-19 17:10 – 16:50", "2020-01-01 10:00 – 2022-01-01 10:00", "Unsinn"):
        page = client.get("/desk/settings/calculator/", {"work": work}).content.decode()
        assert "Zeile" in page and "Work from" not in page and "This line" not in page
