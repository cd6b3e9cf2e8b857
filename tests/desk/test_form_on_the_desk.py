"""A form at the desk: how it came, what was filled in, and who that is, in words."""

import hashlib

import pytest
from django.conf import settings
from django.utils import timezone

from hostdesk.billing import services, tariffs
from hostdesk.core.incoming import File
from hostdesk.customers.models import Contact
from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission
from hostdesk.lib import blobs
from hostdesk.tickets.models import Message, Ticket


@pytest.fixture
def home(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "HOME", tmp_path)


def a_form(**more) -> Ticket:
    usual = {
        "token": hashlib.sha256(str(sorted(more)).encode()).hexdigest()[:32],
        "language": "de", "department": "support",
        "name": "Nina Neu", "address": "nina@neu.example.test", "subject": "Shop zeigt <Fehler>",
        "text": "Seit heute früh.", "about": "domain", "account_number": "wp999999",
    }  # fmt: skip
    return Ticket.objects.get(number=door.accept(Submission(**usual | more), timezone.now()))


@pytest.fixture
def page(world, home, sign_in):
    tariffs.make_first()
    services.make_first()

    def shown(ticket: Ticket) -> str:
        return sign_in(world.ada).get(f"/desk/t/{ticket.number}/", follow=True).content.decode()

    return shown


def test_the_ticket_shows_what_was_filled_in_as_a_table(page):
    text = page(a_form(invoice_number="R-2026-01234"))
    for name, value in (
        ("About", "Domain and DNS"), ("Account number", "wp999999"), ("Invoice number", "R-2026-01234"),
        ("Contact", "nina@neu.example.test (typed, not proven)"),
    ):  # fmt: skip
        assert f'<dt>{name}</dt><dd dir="auto">{value}</dd>' in text
    assert "Seit heute früh." in text and "Show with quotes" not in text
    assert 'aria-label="Form"' in text


def test_a_service_is_named(page):
    assert "Setting up your mail program" in page(
        a_form(service="mail-program", about="service-mail-program")
    )


def test_what_was_typed_is_text(page):
    text = page(a_form(customer_number="<script>alert(1)</script>"))
    assert "&lt;script&gt;" in text and "<script>alert" not in text


def test_who_was_signed_in_is_said_so(page, world):
    contact = Contact.objects.first()
    text = page(a_form(address=contact.address, contact_id=contact.pk))
    assert "signed in" in text and "not proven" not in text


def test_what_looks_like_spam_says_why(page):
    assert "a field that people do not see was filled in" in page(a_form(suspicion="trap"))


def test_files_of_a_form_can_be_opened(page):
    content = b"PNG"
    file = File("bild.png", "image/png", content, hashlib.sha256(content).hexdigest())
    assert "bild.png" in page(a_form(files=(file,)))


def test_without_its_original_the_message_is_shown_all_the_same(page):
    ticket = a_form(text="Ohne Original")
    blobs.path(Message.objects.get(ticket=ticket, kind="in").raw_sha256).unlink()
    assert "Ohne Original" in page(ticket)
