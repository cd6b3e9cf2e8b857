"""Who is signed in is known to the form: she types neither name nor number, and gets a copy of her words."""

import re

import pytest
from django.conf import settings
from django.test import Client
from form_world import PAGE, TYPED, Form, FormWorld, number_on, only_ticket

from hostdesk.complaints.models import Complaint
from hostdesk.core.complaints import Disputed, Wanted
from hostdesk.customers.models import Contact
from hostdesk.demo import cast
from hostdesk.gateways import work
from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission
from hostdesk.gateways.models import Arrival, State
from hostdesk.knowledge.models import Article, Section, Trace
from hostdesk.portal import form_guard
from hostdesk.portal.sessions import CustomerStore
from hostdesk.portal.signed_in import COOKIE
from hostdesk.tickets.models import Kind, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(monkeypatch, tmp_path):
    return FormWorld(monkeypatch, tmp_path)


@pytest.fixture
def petra(world) -> Contact:
    """Meyer's contact, signed in in the world's browser."""
    contact = Contact.objects.select_related("customer").get(address=cast.MEYER.contacts[0].address)
    store = CustomerStore.begin(
        {"contact": contact, "address": contact.address, "way": "link", "ip": "", "browser": ""}
    )
    world.browser.cookies[COOKIE] = store.token
    return contact


def test_she_is_shown_and_types_none_of_it(world, petra):
    text = world.open().text
    assert petra.address in text and petra.customer.number in text
    for name in ("name", "address", "number", "has_none"):
        assert f'name="{name}"' not in text


def test_her_request_is_hers_and_its_confirmation_is_a_copy(world, petra):
    form = world.open()
    number_on(world, form.send(name="Mallory", address="mallory@evil.example.test"))
    ticket = only_ticket()
    assert (ticket.contact, ticket.customer, ticket.requester) == (petra, petra.customer, petra.address)
    assert TYPED["text"] in Message.objects.get(kind=Kind.ACKNOWLEDGEMENT).text


def test_her_contracts_deadline_is_promised(world, petra):
    petra.customer.response_target = "2h"
    petra.customer.save()
    assert "23. November 2026, 12:00" in world.open().text


def test_she_is_not_looked_at_as_a_spammer(world, petra, monkeypatch):
    monkeypatch.setattr(form_guard, "TOO_MANY", form_guard.Brake("form", 0, 600))
    text = world.browser.get(f"{PAGE}?about=problem").content.decode()
    assert (
        Form(world, PAGE, text)
        .send(homepage="x", text="http://a.test http://b.test http://c.test")
        .status_code
        == 302
    )
    assert not only_ticket().is_spam


def test_a_guests_token_is_worth_nothing_in_her_browser(world, petra):
    guest = Client().get(f"{PAGE}?about=problem").content.decode()
    back = world.open().send(token=Form(world, PAGE, guest).values["token"])
    assert back.status_code == 409 and not Ticket.objects.exists()


def test_her_token_is_worth_nothing_in_another_browser(world, petra):
    form = world.open()
    world.browser = Client(REMOTE_ADDR="203.0.113.9")
    assert form.send().status_code == 409 and not Ticket.objects.exists()


def test_the_frame_does_not_know_her(world, petra):
    page = world.browser.get("/de/contact/embed/?about=problem")
    assert petra.address not in page.content.decode() and "Cookie" not in page.get("Vary", "")


def test_the_public_page_without_a_cookie_asks_nobody(world):
    assert "Set-Cookie" not in world.browser.get(PAGE)


def test_an_article_that_was_read_before_stands_at_the_ticket(world):
    section = Section.objects.create(
        kind="article", slug="mail", name_de="Mail", name_en="Mail", icon="mail", position=1
    )
    article = Article.objects.create(
        section=section, kind="article", key="outlook", audience=0, position=1, created_at=world.now
    )
    form = world.open()
    form.send(read=f"{article.pk},999999")
    form.send(read=f"{article.pk}")
    trace = Trace.objects.get()
    assert (trace.article, trace.ticket, trace.how) == (article, only_ticket(), "read_before")


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_complaint_is_proven_only_by_who_is_signed_in(world, petra, is_signed_in):
    invoice = petra.customer.invoices.first()
    form = Submission(
        token="c" * 32, language="de", department="accounting", name=petra.name, address=petra.address,
        invoice_number=invoice.number, subject="Zweimal berechnet", text="Bitte prüfen.",
        items=(Disputed(None, "Server M", None, "Zweimal berechnet", Wanted.CREDIT),),
        contact_id=petra.pk if is_signed_in else None, about="complaint",
    )  # fmt: skip
    assert door.accept(form, world.now) == door.accept(form, world.now) == only_ticket().number
    Arrival.objects.update(state=State.WAITING)  # as if it had been handed in again while it was read
    assert work.run_once()
    complaint = Complaint.objects.get()
    assert (complaint.ticket, complaint.contact) == (only_ticket(), petra if is_signed_in else None)


def test_the_english_page_links_to_the_complaint(world):
    page = world.browser.get("/en/contact/").content.decode()
    assert re.search(r'href="/en/contact/invoice/"', page) and settings.HOSTDESK["HOSTDESK_DOMAIN"] in page
