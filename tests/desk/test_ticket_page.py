from collections.abc import Callable
from datetime import timedelta

import desk_world
import first_response
import pytest
from desk_world import World
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.outbox.models import Delivery
from hostdesk.tickets import actions, quarantine
from hostdesk.tickets.models import Draft, Kind, Ticket

SignIn = Callable[[Staff | None], Client]


@pytest.fixture
def ada(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.ada)


def _page(client: Client, ticket: Ticket) -> str:
    return client.get(f"/desk/t/{ticket.number}/").content.decode()


def _send(client: Client, ticket: Ticket, text: str, **more: object) -> str:
    posted = {
        "kind": "out",
        "text": text,
        "note_text": "",
        "expected_count": str(ticket.message_count),
        **first_response.posted(),
        **more,
    }
    return client.post(f"/desk/t/{ticket.number}/write/", posted, follow=True).content.decode()


def test_the_page_shows_letter_customer_promise_and_why_it_is_here(ada: Client, world: World) -> None:
    page = _page(ada, desk_world.letter())
    for words in (
        "Our shop shows a white page.", "Meyer Metallbau GmbH", "K-20871", "Managed Server M", "new request",
        "of support time", "sender proven", "Put into",
    ):  # fmt: skip
        assert words in page


def test_opening_a_ticket_marks_it_read_but_an_auditors_look_does_not(world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter()
    _page(sign_in(world.audrey), ticket)
    ticket.refresh_from_db()
    assert ticket.is_unread
    _page(sign_in(world.ada), ticket)
    ticket.refresh_from_db()
    assert not ticket.is_unread


def test_a_reply_is_held_and_undo_gives_the_text_back(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    page = _send(ada, ticket, "We are on it.")
    assert "The reply is held for" in page
    message = ticket.messages.get(kind=Kind.OUT)
    page = ada.post(f"/desk/m/{message.pk}/undo/", follow=True).content.decode()
    assert "The reply was not sent." in page
    assert "We are on it.</textarea>" in page
    assert "taken back, was never sent" in page


def test_send_now_ends_the_hold(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    _send(ada, ticket, "We are on it.")
    message = ticket.messages.get(kind=Kind.OUT)
    ada.post(f"/desk/m/{message.pk}/send-now/")
    assert Delivery.objects.get(pk=message.delivery_id).state == "waiting"


def test_a_reply_stops_for_a_second_look_when_the_thread_moved_on(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    ada.get(f"/desk/t/{ticket.number}/")
    actions.note(ticket, "Please do not promise anything yet.", world.ben)
    file = SimpleUploadedFile("plan.txt", b"plan", "text/plain")
    response = ada.post(
        f"/desk/t/{ticket.number}/write/",
        {
            "kind": "out",
            "text": "It works at six.",
            "expected_count": str(ticket.message_count),
            "files": file,
        },
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "The thread moved on while you were writing." in page
    assert "Please do not promise anything yet." in page
    assert "It works at six.</textarea>" in page
    assert 'name="kept_file"' in page
    assert not ticket.messages.filter(kind=Kind.OUT).exists()


def test_files_of_the_first_attempt_go_out_with_the_second(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    file = SimpleUploadedFile("plan.txt", b"the plan", "text/plain")
    page = _send(ada, ticket, "  ", files=file)
    token = page.partition('name="kept_file" value="')[2].partition('"')[0]
    _send(ada, ticket, "Here it is.", kept_file=token)
    attachment = ticket.messages.get(kind=Kind.OUT).attachments.get()
    assert (attachment.name, attachment.size) == ("plan.txt", 8)


def test_a_made_up_file_token_is_refused_and_the_text_comes_back(ada: Client, world: World) -> None:
    page = _send(ada, desk_world.letter(), "Text", kept_file="made-up")
    assert "please attach it again" in page
    assert "Text</textarea>" in page


def test_a_wrong_copy_address_is_named_and_nothing_is_lost(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    page = _send(ada, ticket, "Text", cc="petra@meyer.example.test, <no one>")
    assert "is not a mail address" in page
    assert "Text</textarea>" in page
    assert not ticket.messages.filter(kind=Kind.OUT).exists()


def test_send_and_solve_and_send_and_set_pending(ada: Client, world: World) -> None:
    solved, asleep = desk_world.letter(), desk_world.letter("Another")
    _send(ada, solved, "Done.", then="solve")
    _send(ada, asleep, "Tomorrow.", then=(timezone.now() + timedelta(days=1)).isoformat())
    solved.refresh_from_db()
    asleep.refresh_from_db()
    assert (solved.state, asleep.state) == ("solved", "pending")


def test_a_note_stays_in_the_house_and_says_so(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    ada.post(f"/desk/t/{ticket.number}/write/", {"kind": "note", "note_text": "Only for **us**", "text": ""})
    page = _page(ada, ticket)
    assert "Internal note, stays in the house" in page
    assert "<strong>us</strong>" in page
    assert not Delivery.objects.filter(ticket=ticket.number, kind="reply").exists()


def test_a_draft_is_kept_and_comes_back_on_any_machine(ada: Client, world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter()
    said = ada.post(
        f"/desk/t/{ticket.number}/draft/", {"kind": "out", "text": "Half a sen", "cc": "x@y.example.test"}
    )
    assert said.json()["saved"].startswith("Draft saved ")
    assert "Half a sen</textarea>" in _page(sign_in(world.ada), ticket)
    assert "Half a sen" not in _page(sign_in(world.ben), ticket)


def test_text_of_an_ended_session_comes_back_to_its_author_after_signing_in(world: World) -> None:
    ticket, client = desk_world.letter(), Client()
    url = f"/desk/t/{ticket.number}/"
    response = client.post(
        f"{url}write/", {"kind": "out", "text": "An hour of work", "by": str(world.ada.pk)}
    )
    assert response.url == f"/account/login/?next={url}"
    client.post("/account/login/", {"login": world.ada.email, "password": desk_world.PASSWORD})
    page = client.get(url).content.decode()
    assert "Your text is back" in page
    assert "An hour of work</textarea>" in page
    assert Draft.objects.get().text == "An hour of work"


def test_the_next_person_at_the_same_computer_does_not_get_that_text(world: World) -> None:
    ticket, client = desk_world.letter(), Client()
    client.post(
        f"/desk/t/{ticket.number}/write/", {"kind": "out", "text": "An hour of work", "by": str(world.ada.pk)}
    )
    client.post("/account/login/", {"login": world.ben.email, "password": desk_world.PASSWORD})
    assert "An hour of work" not in _page(client, ticket)


def test_a_form_with_an_old_token_loses_nothing(world: World) -> None:
    ticket, client = desk_world.letter(), Client(enforce_csrf_checks=True)
    client.force_login(world.ada)
    data = {"kind": "note", "note_text": "Written long ago", "by": str(world.ada.pk)}
    response = client.post(f"/desk/t/{ticket.number}/write/", data)
    assert response.url == f"/desk/t/{ticket.number}/"
    assert "Written long ago</textarea>" in _page(client, ticket)
    refused = client.post(f"/desk/t/{ticket.number}/do/take/", {})
    assert refused.status_code == 403
    assert "has expired" in refused.content.decode()


def test_a_merged_number_leads_to_its_ticket_and_the_merge_can_be_taken_back(
    ada: Client, world: World
) -> None:
    ticket, root = desk_world.letter("One", "first words"), desk_world.letter("Two", "second words")
    ada.post(f"/desk/t/{ticket.number}/do/merge/", {"number": root.number})
    response = ada.get(f"/desk/t/{ticket.number}/", follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(f"/desk/t/{root.number}/?from={ticket.number}", 302)]
    assert "was merged into this ticket" in page
    assert "first words" in page
    ada.post(f"/desk/t/{root.number}/do/unmerge/", {"number": ticket.number})
    assert "first words" in _page(ada, ticket)


def test_a_number_typed_in_another_way_leads_to_the_ticket(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    response = ada.get(f"/desk/t/{ticket.number.lower().replace('-', ' ')}/")
    assert response.url == f"/desk/t/{ticket.number}/"


def test_an_unreadable_message_says_what_to_do(ada: Client, world: World) -> None:
    message = quarantine.quarantine(
        "mail:x", "broken@example.test", "too_deep", timezone.now(),
        raw_sha256="a" * 64, recipients=("support@localhost.localdomain",),
    )  # fmt: skip
    page = _page(ada, message.ticket)
    assert "This message could not be read." in page
    assert "its parts are nested too deeply" in page
    assert f"/desk/m/{message.pk}/original/" in page
    page = ada.post(f"/desk/t/{message.ticket.number}/do/retry/", follow=True).content.decode()
    assert "There is nothing to read again." in page


def test_a_letter_that_came_back_is_shown_in_the_words_of_the_other_server(ada: Client, world: World) -> None:
    ticket = desk_world.letter(envelope_from="petra.meyer@meyer.example.test")
    delivery = ticket.messages.get(kind=Kind.ACKNOWLEDGEMENT).delivery
    Delivery.objects.filter(pk=delivery.pk).update(
        bounced_at=timezone.now(), bounce_text="550 no such user <b>"
    )
    Ticket.objects.filter(pk=ticket.pk).update(has_delivery_trouble=True)
    page = _page(ada, ticket)
    assert "The acknowledgement did not arrive." in page
    assert "550 no such user &lt;b&gt;" in page
    ada.post(f"/desk/t/{ticket.number}/do/trouble-seen/")
    assert "did not arrive" not in _page(ada, ticket)


def test_a_long_thread_shows_its_end_and_the_rest_on_request(ada: Client, world: World) -> None:
    ticket = desk_world.letter("Long", "the very first words")
    for number in range(70):
        actions.note(ticket, f"note number {number}", world.ben)
    page = _page(ada, ticket)
    assert "older entries" in page
    assert "note number 69" in page
    assert "the very first words</p>" not in page
    assert "the very first words</p>" in ada.get(f"/desk/t/{ticket.number}/?all=1").content.decode()


def test_a_ticket_without_subject_or_with_far_too_much_of_it_can_be_read(ada: Client, world: World) -> None:
    assert "(no subject)" in _page(ada, desk_world.letter("", "Text"))
    assert ada.get("/desk/v/all/").status_code == 200
    assert "Donaudampf" * 90 in _page(ada, desk_world.letter("Donaudampf" * 90))


def test_who_else_is_here_is_shown_but_an_auditor_is_not(world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter()
    sign_in(world.ben).post(f"/desk/t/{ticket.number}/here/", {"doing": "writing"})
    sign_in(world.audrey).post(f"/desk/t/{ticket.number}/here/", {"doing": "reading"})
    page = sign_in(world.ada).post(f"/desk/t/{ticket.number}/here/", {"doing": "reading"}).content.decode()
    assert "Ben Kowalski is writing" in page
    assert "Audrey" not in page
    sign_in(world.ben).post(f"/desk/t/{ticket.number}/here/", {"doing": "left"})
    assert "Ben" not in sign_in(world.ada).post(f"/desk/t/{ticket.number}/here/", {}).content.decode()


def test_what_the_tickets_refuse_is_said_in_the_readers_language(world: World, sign_in: SignIn) -> None:
    world.ada.language = "de"
    world.ada.save()
    ticket, client = desk_world.letter(), sign_in(world.ada)
    client.post(f"/desk/t/{ticket.number}/do/solve/")
    page = client.post(f"/desk/t/{ticket.number}/do/take/", follow=True).content.decode()
    assert "Dieses Ticket ist gelöst: Öffnen Sie es wieder, bevor Sie es nehmen." in page


def test_a_call_becomes_a_ticket_with_a_number_and_a_clock(ada: Client, world: World) -> None:
    data = {
        "channel": "phone", "name": "Petra Meyer", "to": "Petra.Meyer@meyer.example.test",
        "department": "support", "subject": "Call me back", "text": "Wants to hear from us today.",
    }  # fmt: skip
    page = ada.post("/desk/new/", data, follow=True).content.decode()
    assert "Call from Petra Meyer" in page
    assert "Meyer Metallbau GmbH" in page
    bad = ada.post("/desk/new/", data | {"subject": ""})
    assert bad.status_code == 422
    assert "Wants to hear from us today." in bad.content.decode()


def test_an_acknowledgement_within_the_same_second_counts_as_one(ada: Client, world: World) -> None:
    ticket = desk_world.letter(envelope_from="petra.meyer@meyer.example.test")
    delivery = ticket.messages.get(kind=Kind.ACKNOWLEDGEMENT).delivery
    assert "not acknowledged" in _page(ada, ticket)
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=ticket.received_at, state="sent")
    assert "acknowledged after 0 s" in _page(ada, ticket)


def test_a_reply_key_is_not_printed_on_the_page(ada: Client, world: World) -> None:
    ticket = desk_world.letter(
        "With key", "Text", to="support+k.4zlkgrpmxzj2jycmggogt7bkmtmrenvqdyu3hgcznt2q"
    )
    page = _page(ada, ticket)
    assert "4zlkgrpmxzj2" not in page
    assert "to support@localhost.localdomain" in page
