"""Answering by fax from the desk: the sheets are looked at before, and their end is told in plain words."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from test_fax_in_the_thread import a_fax

from hostdesk.gateways.fax.models import FaxJob
from hostdesk.outbox.models import Delivery
from hostdesk.tickets.models import Kind, Message

POSTED = {"kind": "out", "text": "Guten Tag", "channel": "fax", "fax": "089 1234567", "e_request": "question",
          "e_reason": "Fax"}  # fmt: skip


@pytest.fixture
def ticket(world, monkeypatch):
    monkeypatch.setitem(settings.HOSTDESK, "HOSTDESK_FAX_SERVER", "hylafax://desk@127.0.0.1:1")
    ticket = a_fax(caller="+49 89 1234567").ticket
    ticket.responded_at = timezone.now()  # the first response is another story
    ticket.save()
    return ticket


@pytest.fixture
def ada(world, sign_in):
    return sign_in(world.ada)


def test_the_composer_knows_the_number_that_the_fax_came_from(ada, ticket):
    html = ada.get(reverse("desk:ticket", args=[ticket.number])).content.decode()
    assert 'value="+49 89 1234567"' in html


def test_the_sheets_can_be_looked_at_and_nothing_is_sent(ada, ticket):
    response = ada.post(reverse("desk:fax", args=[ticket.number]), POSTED)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert not Delivery.objects.filter(channel="fax").exists()
    assert not Message.objects.filter(kind=Kind.OUT).exists()


def test_what_was_looked_at_is_what_is_sent(ada, ticket):
    looked_at = ada.post(reverse("desk:fax", args=[ticket.number]), POSTED).content
    assert ada.post(reverse("desk:write", args=[ticket.number]), POSTED).status_code == 302
    delivery = Delivery.objects.get(channel="fax")
    assert delivery.as_letter.recipients == ("+49891234567",)
    from hostdesk.lib import blobs

    assert blobs.read(delivery.as_letter.files[0].sha256) == looked_at


@pytest.mark.parametrize("number", ["", "anonymous", "23"])
def test_what_is_no_number_is_refused_with_everything_that_was_typed(ada, ticket, number):
    response = ada.post(reverse("desk:write", args=[ticket.number]), POSTED | {"fax": number})
    assert "Write the fax number" in response.content.decode()
    assert ada.post(reverse("desk:fax", args=[ticket.number]), POSTED | {"fax": number}).status_code == 409


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"progress": "sent", "pages": 2, "total": 2, "ended_at": timezone.now()}, "2 of 2 pages, "),
        ({"status": "Busy signal detected", "next_try": "13:10"}, "busy, next try 13:10"),
        ({"progress": "failed", "status": "No carrier detected"}, "no fax machine at this number"),
        ({"progress": "failed", "status": "RSPREC error", "pages": 1, "total": 2}, "1 of 2 pages"),
        ({"progress": "sending"}, "is being sent"),
        ({}, "waits at the fax server"),
    ],
)
def test_its_end_stands_in_the_thread_in_plain_words(ada, ticket, facts, words):
    ada.post(reverse("desk:write", args=[ticket.number]), POSTED)
    delivery = Delivery.objects.get(channel="fax")
    FaxJob.objects.create(
        delivery=delivery, tag="0" * 32, number="+49891234567", submitted_at=timezone.now(), **facts
    )
    assert words in ada.get(reverse("desk:ticket", args=[ticket.number])).content.decode()
