"""Disputing an invoice: a customer picks its items, a guest types them, and nobody learns of another's."""

import re
from decimal import Decimal

import pytest
from form_world import MONDAY, STRANGER, FormWorld, a_picture, number_on, only_ticket

from hostdesk.complaints import actions
from hostdesk.complaints.models import Complaint
from hostdesk.core.complaints import Answer, Decision
from hostdesk.customers.models import Contact, Invoice, InvoiceItem, Place
from hostdesk.demo import cast
from hostdesk.portal import complaint_page, complaint_view
from hostdesk.tickets.models import Kind, Message, Ticket

PAGE = "/de/contact/invoice/"
MEYERS = cast.MEYER.invoices[2][0]
GUEST = {"name": "Nina Neu", "address": STRANGER, "invoice": "R-2026-09999", "customer": "K-99999"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(monkeypatch, tmp_path):
    made = FormWorld(monkeypatch, tmp_path)
    Invoice.objects.filter(number=MEYERS).update(revision=1, net=Decimal("89.90"), gross=Decimal("106.98"))
    invoice = Invoice.objects.get(number=MEYERS)
    for position, (text, net, gross) in enumerate(
        [("Managed Server M", "79.90", "95.08"), ("Zusätzlicher Speicher 50 GB", "10.00", "11.90")], start=1
    ):
        InvoiceItem.objects.create(
            invoice=invoice, revision=1, position=position, text=text, net=net, vat_rate=19, gross=gross
        )
    return made


@pytest.fixture
def meyer(monkeypatch):
    """She is signed in."""
    contact = Contact.objects.select_related("customer").get(address=cast.MEYER.contacts[0].address)
    monkeypatch.setattr(complaint_page, "contact_of", lambda request: contact)
    return contact


def opened(world, query=""):
    page = world.browser.get(f"{PAGE}{query}").content.decode()
    world.later(30)
    return page


def token(page):
    return re.search(r'name="token" value="([^"]+)"', page).group(1)


def send(world, page, **said):
    return world.browser.post(PAGE, {"token": token(page), "do": "send", **said})


def storage():
    return InvoiceItem.objects.get(position=2)


def test_a_guest_types_number_and_items_and_gets_a_number(world):
    page = opened(world)
    assert "Managed Server" not in page
    response = send(
        world, page, **GUEST, rows="2",
        **{"n0-description": "Position 3, Speicher", "n0-amount": "11,90", "n0-reason": "Gekündigt.",
           "n1-description": "Position 4", "n1-reason": "Was ist das?", "n1-wanted": "explain"},
    )  # fmt: skip
    number = number_on(world, response)
    ticket = only_ticket()
    assert (ticket.number, ticket.department.slug, ticket.requester) == (number, "accounting", STRANGER)
    assert ticket.due_at > ticket.received_at
    complaint = Complaint.objects.get()
    assert (complaint.ticket, complaint.invoice, complaint.is_proven) == (ticket, None, False)
    first, second = complaint.items.all()
    assert (first.description, first.amount, first.wanted) == (
        "Position 3, Speicher",
        Decimal("11.90"),
        "credit",
    )
    assert (second.amount, second.wanted) == (None, "explain")
    text = Message.objects.get(kind=Kind.IN).text
    assert "Beanstandet: 11,90\u00a0€" in text and "Gekündigt." in text and "Wunsch: Erklärung" in text


def test_rows_are_added_without_javascript_and_nothing_typed_is_lost(world):
    page = opened(world)
    form = {**GUEST, "rows": "1", "n0-description": "Speicher", "n0-amount": "fünf"}
    response = world.browser.post(PAGE, {"token": token(page), "do": "more", **form})
    shown = response.content.decode()
    assert response.status_code == 200
    assert 'name="n1-description"' in shown and 'value="Speicher"' in shown and 'value="fünf"' in shown
    assert 'class="wrong" id=' not in shown


def test_what_lacks_is_told_at_its_field(world):
    response = send(
        world, opened(world), **GUEST, rows="1", **{"n0-description": "Speicher", "n0-amount": "x"}
    )
    shown = response.content.decode()
    assert response.status_code == 422
    assert shown.count('class="wrong" id=') == 2  # amount and reason
    assert not Complaint.objects.exists()


def test_without_an_item_there_is_no_complaint(world):
    assert send(world, opened(world), **GUEST, rows="1").status_code == 422


def test_a_guest_who_types_anothers_number_learns_nothing(world):
    pages = []
    alert = cast.CUSTOMERS[4]  # reads English, and has an answer around the clock
    assert alert.has_24x7 and alert.language == "en"
    tried = [(MEYERS, "nina@"), ("R-2026-09999", "nena@"), (alert.invoices[0][0], "nona@")]
    for number, local in tried:
        address = f"{local}neu.example.test"
        world.now = MONDAY.replace(hour=16, minute=30)  # after that the clocks differ
        response = send(
            world, opened(world), **{**GUEST, "invoice": number, "address": address}, rows="1",
            **{"n0-description": "Position 1", "n0-reason": "Falsch."},
        )  # fmt: skip
        pages.append(world.browser.get(response["Location"]).content.decode().replace(address, ""))
    plain = [re.sub(r'HD-\d{4}-\d{4}|(href|content)="[^"]*"|\d\d:\d\d', "", one) for one in pages]
    assert plain[0] == plain[1] == plain[2]
    assert set(Ticket.objects.values_list("language", flat=True)) == {"de"}
    assert "Meyer" not in pages[0] and "95,08" not in pages[0]
    matched = Complaint.objects.get(invoice__number=MEYERS)
    assert (matched.invoice.number, matched.is_proven) == (MEYERS, False)  # for staff


def test_a_guest_cannot_open_an_invoice_by_its_address(world):
    page = opened(world, f"?invoice={MEYERS}")
    assert "Managed Server" not in page and 'name="n0-description"' in page


def test_a_customer_picks_the_items_of_her_invoice(world, meyer):
    assert MEYERS in opened(world)
    page = opened(world, f"?invoice={MEYERS}")
    assert "Zusätzlicher Speicher 50 GB" in page and "11,90" in page
    key = f"i{storage().pk}"
    response = send(
        world, page, invoice=MEYERS,
        **{f"{key}-picked": "on", f"{key}-reason": "Zum Jahresende gekündigt.", f"{key}-amount": "11,90"},
    )  # fmt: skip
    assert response.status_code == 302, response.content.decode()
    complaint = Complaint.objects.get()
    assert (complaint.is_proven, complaint.contact, complaint.ticket.contact) == (True, meyer, meyer)
    assert complaint.items.get().item == storage()


@pytest.mark.parametrize("amount", ["11,91", "0", "-3", "1,234"])
def test_an_amount_that_cannot_be_is_refused_in_words(world, meyer, amount):
    key = f"i{storage().pk}"
    response = send(
        world, opened(world, f"?invoice={MEYERS}"), invoice=MEYERS,
        **{f"{key}-picked": "on", f"{key}-reason": "Falsch.", f"{key}-amount": amount},
    )  # fmt: skip
    assert response.status_code == 422


def test_who_sees_only_her_own_tickets_types_what_stands_on_the_paper(world, meyer):
    meyer.place = Place.OWN  # and she has a colleague
    assert "Managed Server" not in opened(world, f"?invoice={MEYERS}")
    assert "106,98" not in opened(world)


def test_another_customers_invoice_cannot_be_picked(world, monkeypatch):
    stranger = Contact.objects.select_related("customer").get(address=cast.OZDEMIR.contacts[0].address)
    monkeypatch.setattr(complaint_page, "contact_of", lambda request: stranger)
    page = opened(world, f"?invoice={MEYERS}")
    assert "Managed Server" not in page
    key = f"i{storage().pk}"
    said = {f"{key}-picked": "on", f"{key}-reason": "Meins."}
    assert send(world, page, invoice=MEYERS, **said).status_code == 422
    response = send(
        world, page, invoice=MEYERS, rows="1", **{"n0-description": "Position 1", "n0-reason": "Falsch."}
    )
    assert response.status_code == 302
    assert not Complaint.objects.get().is_proven


def test_files_come_along_and_the_same_form_twice_is_one_complaint(world):
    page = opened(world)
    said = {**GUEST, "rows": "1", "n0-description": "Speicher", "n0-reason": "Gekündigt."}
    first = send(world, page, **said, files=[a_picture()])
    second = send(world, page, **said)
    assert first["Location"].split("/")[4] and second.status_code == 302
    assert Complaint.objects.count() == 1
    assert Message.objects.get(kind=Kind.IN).attachments.count() == 1


def test_the_customer_sees_a_decision_when_it_is_written_to_her_and_not_before(world, meyer):
    key = f"i{storage().pk}"
    send(
        world, opened(world, f"?invoice={MEYERS}"), invoice=MEYERS,
        **{f"{key}-picked": "on", f"{key}-reason": "Gekündigt."},
    )  # fmt: skip
    complaint, ticket = Complaint.objects.get(), only_ticket()
    [before] = complaint_view.of(ticket)
    assert (before.invoice, before.items[0].amount, before.is_done) == (MEYERS, "€11.90", False)
    from hostdesk.accounts.models import Staff

    elif_ = Staff.objects.get(email="elif@nordlicht.example.test")
    actions.decide(complaint.items.get(), Decision(Answer.ACCEPTED, "Sie haben recht."), elif_)
    [undisclosed] = complaint_view.of(ticket)
    assert (undisclosed.items[0].answer, undisclosed.credit) == ("", "")
    actions.finish(complaint, elif_)
    [told] = complaint_view.of(ticket)
    assert (told.items[0].answer, told.items[0].text, told.credit) == (
        "You are right",
        "Sie haben recht.",
        "€11.90",
    )


def test_no_cookie_is_set(world):
    send(world, opened(world), **GUEST, rows="1", **{"n0-description": "x", "n0-reason": "y"})
    assert not world.browser.cookies
