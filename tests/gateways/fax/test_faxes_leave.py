"""A reply by fax: what was looked at is what is sent, once, and the ticket hears what became of it."""

import io

import pypdfium2
import pytest
from django.conf import settings
from fax_server import FaxServer
from killable import Killable
from paper import sheet, tiff, written
from PIL import Image
from test_faxes_become_tickets import received

from hostdesk.accounts.models import Staff
from hostdesk.core.essentials import Essentials, Request
from hostdesk.gateways.fax import codes, following, sheets
from hostdesk.gateways.fax.models import FaxJob
from hostdesk.outbox import worker
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State
from hostdesk.tickets import actions
from hostdesk.tickets.by_fax import ByFax

pytestmark = pytest.mark.usefixtures("nordlicht")
NUMBER = "+49891234567"
KILLED = -9


@pytest.fixture
def server(monkeypatch):
    with FaxServer() as running:
        monkeypatch.setitem(settings.HOSTDESK, "HOSTDESK_FAX_SERVER", running.url)
        monkeypatch.setitem(settings.HOSTDESK, "HOSTDESK_UNDO_SECONDS", 0)
        monkeypatch.setitem(settings.HOSTDESK, "HOSTDESK_FAX_OCR", "")
        yield running


@pytest.fixture
def ticket(tmp_path, server):
    return received(written(tmp_path, tiff([sheet()]))).ticket


def answer(ticket, text="Guten Tag,\n\nes ist **alles** in Ordnung.") -> Delivery:
    message = actions.reply(
        ticket, text, Staff.objects.get(name__startswith="Ada"),
        essentials=Essentials(request=Request.QUESTION, reason="Fax"), by_fax=ByFax(NUMBER, sheets.pdf),
    )  # fmt: skip
    assert message.delivery is not None
    return message.delivery


def send() -> None:
    while worker.run_once():
        pass


def test_its_sheets_go_to_the_fax_server_once(ticket, server):
    delivery = answer(ticket)
    send()
    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert [one.parameters["DIALSTRING"] for one in server.jobs] == [NUMBER]
    assert server.tags == [str(FaxJob.objects.get().tag)]
    pages = pypdfium2.PdfDocument(io.BytesIO(server.documents[0]))
    assert len(pages) == 2


def test_the_code_of_its_reply_sheet_survives_a_coarse_fax(ticket, server, tmp_path):
    answer(ticket)
    send()
    page = pypdfium2.PdfDocument(io.BytesIO(server.documents[0]))[1]
    printed = page.render(scale=204 / 72).to_pil().convert("1").resize((1728, 2292))
    assert len(codes.on_page(printed)) == 1
    message = received(written(tmp_path, tiff([Image.Image.copy(printed)], lines=1146)), commid="77")
    assert message.ticket == ticket
    assert message.joined_because["why"] == "reply_sheet"


@pytest.mark.parametrize(
    ("state", "status", "progress", "has_ended"),
    [
        ("D", "", "sent", True),
        ("F", "Busy signal detected; too many attempts to dial", "failed", True),
        ("S", "Busy signal detected", "waiting", False),
        ("R", "", "sending", False),
    ],
)
def test_the_ticket_hears_what_became_of_it(ticket, server, state, status, progress, has_ended):
    delivery = answer(ticket)
    send()
    server.move(server.jobs[0], state, status=status, pages=2, total=2)
    assert following.follow() == int(has_ended)
    assert following.follow() == 0
    assert FaxJob.objects.get().progress == progress
    delivery.refresh_from_db()
    ticket.refresh_from_db()
    assert delivery.is_trouble == ticket.has_delivery_trouble == (progress == "failed")


def test_a_lost_answer_is_left_to_a_person_who_finds_that_it_was_taken(ticket, server):
    delivery = answer(ticket)
    server.hangs_up_on_submit = True
    send()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.next_at) == (State.UNCLEAR, None)
    from hostdesk.outbox.enqueue import send_again

    server.hangs_up_on_submit = False
    assert send_again(delivery, by="staff:1")
    send()
    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert len(server.jobs) == 1


@pytest.mark.parametrize(("words", "state"), [("504 no", State.FAILED), ("451 later", State.WAITING)])
def test_what_the_fax_server_refuses_is_told_or_tried_again(ticket, server, words, state):
    delivery = answer(ticket)
    server.refuses = words
    send()
    delivery.refresh_from_db()
    assert delivery.state == state
    assert not server.jobs


@pytest.mark.once
def test_twenty_faxes_killed_at_every_step_are_sent_at_most_once(ticket, server):
    from hostdesk.outbox.enqueue import send_again

    deliveries = [answer(ticket, f"Nummer {n}") for n in range(20)]
    door = Killable()
    for failpoint in ["outbox.claimed", "fax.prepared", "fax.before_submit", "fax.submitted",
                      "outbox.before_sent", "outbox.after_sent"] * 2:  # fmt: skip
        assert door.run("faxes", failpoint, server.url) == KILLED
    assert door.run("faxes", "", server.url) == 0
    assert len(server.tags) == len(set(server.tags))
    unclear = [one for one in Delivery.objects.filter(channel="fax") if one.state == State.UNCLEAR]
    assert unclear
    for one in unclear:
        assert send_again(one, by="staff:1")
    assert door.run("faxes", "", server.url) == 0
    door.close()
    assert len(server.tags) == len(set(server.tags)) == len(deliveries)
