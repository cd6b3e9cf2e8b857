"""Colleagues, own data, consents and objections at the portal."""

import html
import io
import json
import re
import zipfile
from typing import Any

import my_world
import pytest
from django.test import Client
from django.utils import timezone
from my_world import AYLIN, PAUL, PETRA

from hostdesk.billing import actions as billing
from hostdesk.billing import tariffs
from hostdesk.billing.models import Answer, ConsentRequest, Dispute, Way
from hostdesk.customers.models import Contact, Customer, Place
from hostdesk.journal.models import Event
from hostdesk.outbox.models import Delivery
from hostdesk.portal.models import CustomerSession, Invitation

pytestmark = pytest.mark.django_db
NEW = {"name": "Nora", "address": "nora@meyer.example.test", "place": "all"}


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    my_world.build()
    tariffs.make_first()
    Customer.objects.update(language="en")
    my_world.place(PETRA, Place.MANAGER)


def text(response: Any) -> str:
    """What a person reads."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def invitation() -> str:
    """The path of the link in the letter."""
    return my_world.path_in(Delivery.objects.filter(kind="my.invitation").latest("pk"))


def test_a_colleague_is_one_only_after_she_has_used_the_link_to_her_address() -> None:
    my_world.write(PETRA, subject="Shop down")
    petra = my_world.sign_in()
    assert petra.post("/my/colleagues/invite/", NEW).status_code == 302
    assert not Contact.objects.filter(address=NEW["address"]).exists()
    link, nora = invitation(), Client()
    assert nora.get(link).status_code == 200
    assert not Contact.objects.filter(address=NEW["address"]).exists()
    assert nora.post(link).status_code == 302
    found = my_world.contact(NEW["address"])
    assert (found.customer.number, found.place, found.may_order) == ("K-20871", Place.ALL, False)
    assert "Shop down" in text(nora.get("/my/"))
    assert Client().post(link).status_code == 404


def test_an_invitation_ends_after_a_week_or_when_it_is_withdrawn_or_the_manager_leaves() -> None:
    petra = my_world.sign_in()
    petra.post("/my/colleagues/invite/", NEW)
    link, made = invitation(), Invitation.objects.get()
    Invitation.objects.update(expires_at=timezone.now())
    assert Client().post(link).status_code == 404
    Invitation.objects.update(expires_at=timezone.now() + my_world.minutes(9))
    my_world.place(PETRA, Place.OWN)
    assert Client().post(link).status_code == 404
    my_world.place(PETRA, Place.MANAGER)
    petra.post(f"/my/colleagues/invitations/{made.pk}/")
    assert Client().post(link).status_code == 404


def test_somebody_who_writes_for_another_customer_cannot_be_taken_over() -> None:
    my_world.sign_in().post("/my/colleagues/invite/", {**NEW, "address": AYLIN})
    assert Client().post(invitation()).status_code == 409
    assert my_world.contact(AYLIN).customer.number == "K-10442"


def test_the_last_manager_cannot_remove_or_demote_herself() -> None:
    petra, client = my_world.contact(PETRA), my_world.sign_in()
    for sent in ({"left": "1"}, {"place": "own", "may_order": "1"}):
        assert client.post(f"/my/colleagues/{petra.pk}/", sent).status_code == 422
    assert my_world.contact(PETRA).place == Place.MANAGER
    my_world.place(PAUL, Place.MANAGER)
    assert client.post(f"/my/colleagues/{petra.pk}/", {"place": "own"}).status_code == 302


def test_a_colleague_who_has_left_is_out_at_once_and_hears_of_changes_by_mail() -> None:
    petra, paul, person = my_world.sign_in(), my_world.sign_in(PAUL), my_world.contact(PAUL)
    petra.post(f"/my/colleagues/{person.pk}/", {"place": "all"})
    letter = Delivery.objects.get(kind="my.place_changed").as_letter
    assert letter.to[0].address == PAUL
    assert "may not agree" in letter.text
    assert my_world.contact(PAUL).may_order is False
    petra.post(f"/my/colleagues/{person.pk}/", {"left": "1"})
    assert paul.get("/my/").status_code == 302
    events = Event.objects.filter(kind__in=["my.place_changed", "my.contact_left"])
    assert {one.actor for one in events} == {f"contact:{my_world.contact().pk}"}


def test_the_only_contact_of_a_customer_decides_and_is_manager_once_she_invites() -> None:
    client = my_world.sign_in(AYLIN)
    assert my_world.contact(AYLIN).place == Place.OWN
    assert client.get("/my/colleagues/").status_code == 200
    client.post("/my/colleagues/invite/", {**NEW, "address": "nora@oezdemir.example.test"})
    Client().post(invitation())
    assert my_world.contact(AYLIN).place == Place.MANAGER


def test_her_data_is_her_own_whatever_place_she_has() -> None:
    my_world.write(PETRA, text="Petra's words")
    my_world.write(PAUL, text="Paul's words")
    client = my_world.sign_in()
    response = client.post("/my/profile/copy/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert set(archive.namelist()) == {"profile.json", "sessions.json", "consents.json", "tickets.json"}
    said = archive.read("tickets.json").decode()
    assert "Petra's words" in said
    assert "Paul's words" not in said
    assert json.loads(archive.read("profile.json"))["address"] == PETRA
    for _ in range(5):
        last = client.post("/my/profile/copy/")
    assert last.status_code == 429


def test_the_language_that_she_chooses_holds_for_pages_and_letters() -> None:
    client = my_world.sign_in()
    client.post("/my/profile/", {"language": "de"})
    assert client.get("/my/")["Content-Language"] == "de"
    assert my_world.contact().language == "de"


def question(to: str = PETRA) -> ConsentRequest:
    """Ada asks on a ticket that `to` wrote."""
    ticket = my_world.write(to)
    return billing.ask_consent(ticket, my_world.ada(), contact=my_world.contact(to))


def test_she_agrees_at_the_portal_and_what_proves_it_is_kept() -> None:
    asked = question()
    client = my_world.sign_in()
    assert "Waits for you" in text(client.get("/my/"))
    page = client.get(f"/my/consents/{asked.pk}/")
    assert "May we do chargeable work" in text(page)
    asked.refresh_from_db()
    assert asked.answer == Answer.NONE
    shown = re.findall(r'name="shown" value="(\w+)"', page.content.decode())[0]
    for _ in range(2):
        client.post(f"/my/consents/{asked.pk}/", {"answer": "yes", "shown": shown})
    asked.refresh_from_db()
    assert (asked.answer, asked.way, asked.ip) == (Answer.YES, Way.PAGE, "127.0.0.1")
    assert Delivery.objects.filter(kind="consent.confirmation").count() == 1


@pytest.mark.parametrize("place", Place.values)
def test_only_whom_we_asked_can_answer(place: str) -> None:
    asked = question()
    my_world.place(PAUL, place)
    client = my_world.sign_in(PAUL)
    client.post(f"/my/consents/{asked.pk}/", {"answer": "yes", "shown": asked.text_sha256})
    asked.refresh_from_db()
    assert asked.answer == Answer.NONE


def test_a_page_that_says_something_else_agrees_to_nothing() -> None:
    asked = question()
    response = my_world.sign_in().post(f"/my/consents/{asked.pk}/", {"answer": "yes", "shown": "other"})
    assert response.status_code == 409
    asked.refresh_from_db()
    assert asked.answer == Answer.NONE


def test_a_password_alone_orders_nothing() -> None:
    asked = question()
    client = my_world.sign_in()
    CustomerSession.objects.update(way="password")
    client.post(f"/my/consents/{asked.pk}/", {"answer": "yes", "shown": asked.text_sha256})
    asked.refresh_from_db()
    assert asked.answer == Answer.NONE
    CustomerSession.objects.update(had_second_factor=True)
    client.post(f"/my/consents/{asked.pk}/", {"answer": "no"})
    asked.refresh_from_db()
    assert asked.answer == Answer.NO


def test_who_may_not_order_any_more_agrees_to_nothing() -> None:
    asked = question()
    client = my_world.sign_in()
    Contact.objects.filter(address=PETRA).update(may_order=False)
    client.post(f"/my/consents/{asked.pk}/", {"answer": "yes", "shown": asked.text_sha256})
    asked.refresh_from_db()
    assert asked.answer == Answer.NONE


def test_an_objection_is_her_own_act_and_our_answer_goes_to_her() -> None:
    ticket = my_world.write(PETRA)
    billing.find_sphere(ticket, "outside", "Her own script", my_world.ada())
    my_world.place(PAUL, Place.ALL)
    client = my_world.sign_in(PAUL)
    for _ in range(2):
        client.post(f"/my/t/{ticket.number}/dispute/", {"objection": "It is your server"})
    raised = Dispute.objects.get()
    assert (raised.text, raised.contact.address, raised.written_by) == ("It is your server", PAUL, None)
    assert Event.objects.get(kind="dispute.raised").actor == f"contact:{my_world.contact(PAUL).pk}"
    assert "Not answered yet" in text(client.get(f"/my/t/{ticket.number}/"))
    billing.answer_dispute(raised, "You are right", my_world.ada())
    letter = Delivery.objects.get(kind="dispute.answer").as_letter
    assert letter.to[0].address == PAUL
    assert "You are right" in letter.text
    assert "You are right" in text(client.get(f"/my/t/{ticket.number}/"))
