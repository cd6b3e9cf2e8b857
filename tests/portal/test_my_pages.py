"""My tickets: what a customer sees, does, and cannot see."""

import html
import re
from typing import Any

import my_world
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from my_world import AYLIN, MALLORY, PAUL, PETRA

from hostdesk.core.states import State
from hostdesk.customers.models import Contact, Customer, Place
from hostdesk.desk.event_words import _SENTENCES
from hostdesk.journal.models import Event
from hostdesk.tickets import actions
from hostdesk.tickets.models import Kind, Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    my_world.build()
    Customer.objects.update(language="en")


def text(response: Any) -> str:
    """What a person reads."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def token(client: Client, ticket: Ticket) -> str:
    """Of the form on the ticket's page."""
    page = client.get(f"/my/t/{ticket.number}/").content.decode()
    return re.findall(r'name="token" value="([^"]+)"', page)[0]


def test_the_list_says_what_is_what_happens_next_and_by_when() -> None:
    ticket = my_world.write(PETRA, subject="Shop down")
    page = text(my_world.sign_in().get("/my/"))
    assert "Shop down" in page
    assert ticket.number in page
    assert "You have an answer by" in page


def test_the_list_holds_only_what_is_hers() -> None:
    my_world.write(PETRA, subject="Petra's")
    my_world.write(AYLIN, subject="Patients")
    my_world.write(MALLORY, subject="K-20871 evil")
    page = text(my_world.sign_in().get("/my/?show=all"))
    assert "Petra's" in page
    assert "Patients" not in page
    assert "evil" not in page


def test_the_list_takes_as_many_queries_for_many_tickets_as_for_one() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = my_world.sign_in()
    counts = []
    for more in (1, 25):
        for _ in range(more):
            my_world.write(PETRA)
        with CaptureQueriesContext(connection) as asked:
            client.get("/my/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] < 15


def test_the_list_is_searched_by_number_subject_and_her_own_words_never_in_notes() -> None:
    ticket = my_world.write(PETRA, subject="Shop", text="the turbine hums")
    actions.note(ticket, "zebra", my_world.ada())
    client = my_world.sign_in()
    for words in ("turbine", "shop", ticket.number):
        assert "Shop" in text(client.get("/my/", {"q": words}))
    assert "Nothing found" in text(client.get("/my/", {"q": "zebra"}))


def test_pages_go_on_where_the_one_before_ended() -> None:
    for n in range(23):
        my_world.write(PETRA, subject=f"Number-{n}-")
    client = my_world.sign_in()
    first, second = text(client.get("/my/")), text(client.get("/my/?page=2"))
    assert "Number-22-" in first
    assert "Number-0-" in second
    assert "Number-0-" not in first


def test_the_page_shows_the_conversation_without_what_stays_in_the_house() -> None:
    ticket = my_world.write(PETRA, text="White page since noon")
    actions.note(ticket, "Internal remark", my_world.ada())
    my_world.reply(ticket, "We **restarted** it")
    my_world.reply(ticket, "Still held", is_sent=False)
    page = text(my_world.sign_in().get(f"/my/t/{ticket.number}/"))
    assert "White page since noon" in page
    assert "We restarted it" in page
    assert "Ada Lind" in page
    assert "Internal remark" not in page
    assert "Still held" not in page


def test_what_others_wrote_is_text_and_nothing_in_it_runs() -> None:
    ticket = my_world.write(
        PETRA, subject="<script>1</script>", text="<img src=x onerror=alert(1)> [x](javascript:1)"
    )
    page = my_world.sign_in().get(f"/my/t/{ticket.number}/").content.decode()
    assert "<script>1" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_a_designed_mail_is_shown_in_a_sandbox_without_scripts_and_requests() -> None:
    ticket = my_world.write(
        PETRA, html='<p>Hi<script>1</script><img src="https://boese.example.test/x.png"></p>'
    )
    message = ticket.messages.get(kind=Kind.IN)
    response = my_world.sign_in().get(f"/my/m/{message.pk}/mail/")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert b"<script" not in response.content
    assert b"boese" not in response.content
    assert my_world.sign_in(AYLIN).get(f"/my/m/{message.pk}/mail/").status_code == 404


def test_an_answer_with_a_file_comes_in_on_the_ticket_and_reopens_it() -> None:
    ticket = my_world.write(PETRA)
    my_world.reply(ticket, "Done", then=actions.SOLVE)
    client = my_world.sign_in()
    sent = {
        "token": token(client, ticket), "text": "Still broken",
        "files": SimpleUploadedFile("log.txt", b"line", "text/plain"),
    }  # fmt: skip
    response = client.post(f"/my/t/{ticket.number}/answer/", sent)
    assert response["Location"].startswith(f"/my/t/{ticket.number}/?done=answer")
    message = Message.objects.filter(kind=Kind.IN).latest("pk")
    assert message.ticket == ticket
    assert message.new_text == "Still broken"
    assert message.authentication["session"] == "pass"
    ticket.refresh_from_db()
    assert ticket.state == State.OPEN
    assert ticket.is_unread
    page = client.get(f"/my/t/{ticket.number}/").content.decode()
    assert "Still broken" in page
    file = re.findall(r'href="(/my/f/\d+/)"', page)[0]
    download = client.get(file)
    assert b"".join(download) == b"line"
    assert "attachment" in download["Content-Disposition"]
    assert my_world.sign_in(AYLIN).get(file).status_code == 404


def test_pressing_twice_says_it_once() -> None:
    ticket = my_world.write(PETRA)
    client = my_world.sign_in()
    sent = {"token": token(client, ticket), "text": "Once"}
    first = client.post(f"/my/t/{ticket.number}/answer/", sent)
    second = client.post(f"/my/t/{ticket.number}/answer/", sent)
    assert first["Location"] == second["Location"]
    assert Message.objects.filter(new_text="Once").count() == 1


def test_an_answer_to_what_was_solved_long_ago_opens_a_new_ticket_that_she_sees() -> None:
    ticket = my_world.write(PETRA)
    my_world.reply(ticket, "Done", then=actions.SOLVE)
    Ticket.objects.filter(pk=ticket.pk).update(solved_at=timezone.now() - my_world.minutes(60 * 24 * 40))
    client = my_world.sign_in()
    response = client.post(
        f"/my/t/{ticket.number}/answer/", {"token": token(client, ticket), "text": "Again"}
    )
    assert "done=new" in response["Location"]
    assert ticket.number not in response["Location"]
    assert client.get(response["Location"]).status_code == 200


def test_what_is_wrong_is_said_and_nothing_that_was_typed_or_chosen_is_lost() -> None:
    ticket = my_world.write(PETRA)
    client = my_world.sign_in()
    file = SimpleUploadedFile("empty.txt", b"")
    good = SimpleUploadedFile("good.txt", b"x")
    sent = {"token": token(client, ticket), "text": "My words", "files": [file, good]}
    response = client.post(f"/my/t/{ticket.number}/answer/", sent)
    assert response.status_code == 422
    assert "My words" in text(response)
    assert "good.txt" in text(response)
    assert Message.objects.filter(kind=Kind.IN).count() == 1


def test_a_colleague_who_sees_the_ticket_can_answer_it() -> None:
    ticket = my_world.write(PETRA)
    my_world.place(PAUL, Place.ALL)
    client = my_world.sign_in(PAUL)
    client.post(f"/my/t/{ticket.number}/answer/", {"token": token(client, ticket), "text": "Paul here"})
    assert Message.objects.get(new_text="Paul here").ticket == ticket


def test_a_token_of_somebody_else_is_worth_nothing() -> None:
    ticket = my_world.write(PETRA)
    my_world.place(PAUL, Place.ALL)
    petra, paul = my_world.sign_in(PETRA), my_world.sign_in(PAUL)
    sent = {"token": token(petra, ticket), "text": "Whose?"}
    assert paul.post(f"/my/t/{ticket.number}/answer/", sent).status_code == 422
    assert not Message.objects.filter(new_text="Whose?").exists()


def test_she_says_that_it_is_settled_and_the_journal_names_her() -> None:
    ticket = my_world.write(PETRA)
    client = my_world.sign_in()
    for _ in range(2):
        assert client.post(f"/my/t/{ticket.number}/solved/").status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == State.SOLVED
    event = Event.objects.get(kind="ticket.solved_by_contact")
    assert event.actor == f"contact:{my_world.contact().pk}"
    assert "ticket.solved_by_contact" in _SENTENCES


def test_a_signed_out_browser_does_not_lose_what_was_typed() -> None:
    ticket = my_world.write(PETRA)
    response = Client().post(f"/my/t/{ticket.number}/answer/", {"text": "Long words"})
    assert response.status_code == 401
    assert "Long words" in text(response)
    assert Message.objects.filter(kind=Kind.IN).count() == 1


def test_pages_are_in_the_contacts_language() -> None:
    Contact.objects.filter(address=PETRA).update(language="de")
    response = my_world.sign_in().get("/my/", headers={"Accept-Language": "en"})
    assert response["Content-Language"] == "de"
    assert '<html lang="de"' in response.content.decode()


def test_nothing_of_hers_is_kept_by_caches() -> None:
    ticket = my_world.write(PETRA)
    client = my_world.sign_in()
    for path in ("/my/", f"/my/t/{ticket.number}/", "/my/consents/"):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert "Cookie" in response["Vary"]
