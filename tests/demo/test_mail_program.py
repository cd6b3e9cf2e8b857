import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import first_response
import pytest
from demo_at_hand import Running, at_nordlicht
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hostdesk.accounts.models import Staff
from hostdesk.demo import past, post
from hostdesk.demo.cast import MEYER
from hostdesk.demo.cast_rows import install_cast
from hostdesk.demo.post_office import PostOffice
from hostdesk.gateways.mail.lmtp import LmtpServer
from hostdesk.tickets.models import Kind, Message, Ticket

SABINE = MEYER.contacts[0].address


@pytest.fixture
def demo(transactional_db: None, tmp_path: Path, running: Running) -> Iterator[None]:
    """The demo as it runs: LMTP for the way in, the post office for the way out."""
    with at_nordlicht(tmp_path, HOSTDESK_SMTP="smtp://127.0.0.1:0", HOSTDESK_UNDO_SECONDS=0):
        install_cast()
        post.mark_installed()
        office, door = PostOffice(), LmtpServer(("127.0.0.1", 0))
        running.do(office.start())
        running.do(door.start())
        settings.HOSTDESK["HOSTDESK_SMTP"] = f"smtp://127.0.0.1:{office.port}"
        settings.HOSTDESK["HOSTDESK_LMTP"] = ("127.0.0.1", door.port)
        yield
        running.do(door.stop())
        running.do(office.stop())


@pytest.fixture
def sabine(demo: None) -> Client:
    """Sabine Meyer at her mail program."""
    return Client()


def test_without_the_demo_its_pages_do_not_exist(db: None, tmp_path: Path) -> None:
    with at_nordlicht(tmp_path):
        assert Client().get(reverse("demo:people")).status_code == 404
        assert Client().get(reverse("demo:mailbox", args=[SABINE])).status_code == 404


def test_a_mail_becomes_a_ticket_and_its_acknowledgement_lies_in_the_mailbox(sabine: Client) -> None:
    ticket = _write(sabine, "Shop nicht erreichbar", "Bitte sehen Sie nach.")
    assert (ticket.customer.number if ticket.customer else "") == MEYER.number
    assert f"[{ticket.number}]" in _page(sabine)


def test_a_file_comes_along(sabine: Client) -> None:
    file = SimpleUploadedFile("größe.txt", b"41 MB", content_type="text/plain")
    ticket = _write(sabine, "Upload", "Siehe Anhang.", file=file)
    assert [one.name for one in ticket.messages.get(kind=Kind.IN).attachments.all()] == ["größe.txt"]


def test_an_answer_joins_the_ticket_by_its_reply_key(sabine: Client) -> None:
    ticket = _write(sabine, "Shop nicht erreichbar", "Bitte sehen Sie nach.")
    ada = Staff.objects.get(name="Ada Lindqvist")
    first_response.reply(ticket, "Wir sehen nach.", ada)
    past.settle()
    assert "Wir sehen nach." in _page(sabine)
    sabine.post(_form(sabine, "answer"), {"text": "Danke, es geht wieder."})
    past.settle()
    newest = Message.objects.filter(kind=Kind.IN).latest("pk")
    assert (newest.ticket, newest.joined_because["why"]) == (ticket, "reply_key")
    assert newest.new_text.strip() == "Danke, es geht wieder."


def test_a_returned_letter_is_trouble_on_its_ticket(sabine: Client) -> None:
    ticket = _write(sabine, "Shop nicht erreichbar", "Bitte sehen Sie nach.")
    _page(sabine)
    sabine.post(_form(sabine, "return"))
    past.settle()
    ticket.refresh_from_db()
    assert ticket.has_delivery_trouble
    assert Ticket.objects.count() == 1


def test_a_stranger_can_write_too(demo: None) -> None:
    browser = Client()
    chosen = browser.post(reverse("demo:somebody"), {"address": "Neu@Woanders.example.test"})
    assert chosen.headers["Location"] == reverse("demo:write", args=["neu@woanders.example.test"])
    browser.post(
        chosen.headers["Location"],
        {"to": ["sales@nordlicht.example.test"], "subject": "Angebot", "text": "Bitte."},
    )
    past.settle()
    ticket = Ticket.objects.get()
    assert (ticket.department.slug, ticket.customer) == ("sales", None)


def test_the_html_of_a_mail_can_do_nothing(sabine: Client) -> None:
    _write(sabine, "Shop nicht erreichbar", "Bitte sehen Sie nach.")
    name = post.mails_of(SABINE)[0].name
    page = sabine.get(reverse("demo:html", args=[SABINE, name]))
    assert page.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_when_the_desk_takes_no_mail_the_text_is_still_there(sabine: Client) -> None:
    settings.HOSTDESK["HOSTDESK_LMTP"] = ("127.0.0.1", 9)
    page = sabine.post(
        reverse("demo:write", args=[SABINE]),
        {"to": ["support@nordlicht.example.test"], "subject": "Hallo", "text": "Mein langer Text"},
    )
    assert "Mein langer Text" in page.content.decode()


@pytest.mark.parametrize("name", ["..", "x", "1234567890123456-aaaaaaaaaaaa-in"])
def test_a_made_up_mail_is_not_found(sabine: Client, name: str) -> None:
    assert post.find(SABINE, name) is None


def _write(sabine: Client, subject: str, text: str, **more: Any) -> Ticket:
    form = {"to": ["support@nordlicht.example.test"], "subject": subject, "text": text, **more}
    answer = sabine.post(reverse("demo:write", args=[SABINE]), form)
    assert answer.status_code == 302, answer.content.decode()
    past.settle()
    return Ticket.objects.get()


def _page(sabine: Client) -> str:
    return sabine.get(reverse("demo:mailbox", args=[SABINE])).content.decode()


def _form(sabine: Client, what: str) -> str:
    found = re.search(rf'action="([^"]*/{what}/)"', _page(sabine))
    assert found, "no such form on the page"
    return found[1]
