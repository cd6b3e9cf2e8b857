"""A form at the door: kept first, entered once, and a stranger's whatever she types."""

import threading

import pytest
from django.conf import settings
from django.db import DatabaseError, connections
from forms_at_the_door import CUSTOMER, STRANGER, TOKEN, a_file, a_form, send
from mails_at_the_door import MEYER, SUPPORT, a_mail

from hostdesk.billing.models import ServiceRequest
from hostdesk.billing.services import make_first
from hostdesk.core.failures import TemporaryFailure
from hostdesk.customers.models import Contact
from hostdesk.gateways import arrivals, entering, reconcile, work
from hostdesk.gateways.form import canonical, door
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.journal.models import Event
from hostdesk.lib import blobs
from hostdesk.tickets import intake
from hostdesk.tickets.models import Kind, Link, Message, Ticket

pytestmark = pytest.mark.usefixtures("nordlicht")


def came_in() -> Message:
    return Message.objects.filter(kind=Kind.IN, channel="form").get()


def a_ticket_of_the_customer() -> Ticket:
    mail = a_mail().replace(MEYER.encode(), CUSTOMER.encode())
    arrivals.accept(mail, door="lmtp", envelope_from=CUSTOMER, recipients=(SUPPORT,))
    assert work.run_once()
    return Ticket.objects.get()


def letter_text() -> str:
    return Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).latest("pk").text


def meyers_contact() -> Contact:
    return Contact.objects.get(address=CUSTOMER)


def findings() -> list[str]:
    checks = (
        reconcile.arrivals_are_messages,
        reconcile.receipts_are_arrivals,
        reconcile.messages_came_through_a_door,
        reconcile.originals_are_whole,
    )
    return [finding.text for check in checks for finding in check()]


def test_a_form_is_a_ticket_with_number_at_once():
    number = send(files=(a_file(),), customer_number="K-20871")
    ticket, message, arrival = Ticket.objects.get(), came_in(), Arrival.objects.get()
    assert (number, ticket.channel, ticket.department.slug) == (ticket.number, "form", "support")
    assert (ticket.requester, ticket.subject) == (STRANGER, "Shop zeigt Fehler 500")
    assert (arrival.state, arrival.channel, message.key) == (State.DONE, "form", f"form:{TOKEN}")
    assert message.text.endswith("Bitte um Hilfe.\n\nKundennummer: K-20871")
    assert message.new_text == "Seit heute früh.\nBitte um Hilfe."
    assert [one.name for one in message.attachments.all()] == ["bild.png"]
    assert canonical.from_bytes(blobs.read(message.raw_sha256)).name == "Nina Neu"
    assert Receipt.objects.get().recipients == [SUPPORT]
    assert findings() == []


def test_the_department_is_the_one_that_it_is_about():
    send(department="accounting")
    assert Ticket.objects.get().department.slug == "accounting"


def test_an_unknown_department_is_the_default_one():
    send(department="nobody")
    assert Ticket.objects.get().department.slug == "support"


def test_sent_twice_it_is_one_ticket_with_the_same_number():
    assert send() == send() == send(suspicion="flood", read=(3,))
    assert (Ticket.objects.count(), Arrival.objects.count(), Receipt.objects.count()) == (1, 1, 1)


def test_ten_clicks_at_the_same_moment_are_one_ticket():
    barrier, found = threading.Barrier(10), []

    def click() -> None:
        try:
            barrier.wait()
            found.append(send())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 10 and set(found) - {""} == {Ticket.objects.get().number}
    assert Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).count() == 1


def test_the_same_form_with_other_words_is_not_swallowed():
    number = send()
    with pytest.raises(door.Changed) as changed:
        send(text="Und noch etwas.")
    assert changed.value.number == number and Ticket.objects.count() == 1


def test_other_words_are_noticed_in_a_race_too(monkeypatch):
    number = send()
    monkeypatch.setattr(door, "_known", lambda token: None)
    with pytest.raises(door.Changed) as changed:
        send(text="Und noch etwas.")
    assert changed.value.number == number
    assert all(blobs.is_whole(one) for one in Receipt.objects.values_list("sha256", flat=True))


def test_another_token_is_another_request():
    assert send() != send(token="f" * 32)
    assert Ticket.objects.count() == 2


def test_a_stranger_who_types_a_customers_address_is_not_that_customer():
    send(address=CUSTOMER, name="Jana Meyer", text="GEHEIM oder Werbung")
    ticket = Ticket.objects.get()
    assert (ticket.customer.number, ticket.contact) == ("K-20871", None)
    assert "GEHEIM" not in letter_text() and "Meyer" not in letter_text()


def test_a_mentioned_number_only_suggests():
    first = a_ticket_of_the_customer()
    send(address=CUSTOMER, subject=f"Zu {first.number}")
    link = Link.objects.get()
    assert (link.other, link.kind) == (first, "may_belong")
    assert Ticket.objects.count() == 2


def test_who_is_signed_in_is_known_and_joins_by_number():
    first = a_ticket_of_the_customer()
    number = send(address=CUSTOMER, contact_id=meyers_contact().pk, subject=f"Zu {first.number}")
    assert number == first.number and Ticket.objects.count() == 1
    assert came_in().authentication["session"] == "pass"


def test_who_is_signed_in_gets_a_copy():
    send(address=CUSTOMER, contact_id=meyers_contact().pk)
    assert Ticket.objects.get().contact == meyers_contact()
    assert "Bitte um Hilfe." in letter_text()


def test_a_contact_vouches_for_no_other_address():
    send(address=STRANGER, contact_id=meyers_contact().pk)
    assert Ticket.objects.get().contact is None
    assert "Bitte um Hilfe." not in letter_text()


def test_who_has_left_vouches_for_nothing():
    Contact.objects.filter(address=CUSTOMER).update(is_former=True)
    send(address=CUSTOMER, contact_id=meyers_contact().pk)
    assert Ticket.objects.get().contact is None


def test_the_invoice_is_found_in_its_field():
    from hostdesk.customers.models import Invoice

    invoice = Invoice.objects.select_related("customer").first()
    send(invoice_number=f" {invoice.number}\r\n", department="accounting")
    ticket = Ticket.objects.get()
    assert (ticket.invoice_number, ticket.customer) == (invoice.number, invoice.customer)


def test_what_looks_like_spam_is_a_ticket_marked_so_and_not_acknowledged():
    number = send(suspicion="trap")
    ticket = Ticket.objects.get()
    assert (number, ticket.is_spam, ticket.queue) == (ticket.number, True, None)
    assert not Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).exists()
    assert Event.objects.get(kind="ticket.suspected").data["why"] == "trap"
    assert Event.objects.get(kind="acknowledgement.withheld").data["why"] == "suspected"


def test_a_service_is_asked_for_once():
    make_first()
    send(service="mail-program")
    send(service="mail-program")
    assert ServiceRequest.objects.get().service.slug == "mail-program"
    send(token="e" * 32, service="gone")
    assert ServiceRequest.objects.count() == 1


def test_a_line_break_in_name_or_subject_ends_no_header():
    send(
        name="Nina\r\nBcc: alle@example.test",
        subject="Hallo\r\nX-Spam: no\x00",
        address="neu@a.example.test\n",
    )
    ticket, message = Ticket.objects.get(), came_in()
    assert ticket.requester_name == "Nina Bcc: alle@example.test"
    assert (ticket.subject, message.sender_address) == ("Hallo X-Spam: no", "neu@a.example.test")


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.test", "x@example.test>, <y@example.test"])
def test_what_is_no_address_gets_no_mail_but_a_ticket(address):
    assert send(address=address)
    assert not Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).exists()


def test_characters_that_no_database_keeps_are_replaced():
    assert send(text="a\x00b\ud800c", name="\udfff", files=(a_file("\ud800\x00.txt"),))
    assert came_in().new_text == "a\ufffdb\ufffdc"


def test_ten_megabytes_of_text_are_kept():
    assert send(text="ä" * 10_000_000)
    assert len(canonical.from_bytes(blobs.read(Arrival.objects.get().sha256)).text) == 10_000_000


def test_a_full_disk_is_said_and_leaves_nothing(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(blobs, "store", full)
    with pytest.raises(TemporaryFailure):
        send()
    assert not Arrival.objects.exists() and arrivals.sweep() == 0


def test_what_was_stored_while_the_database_was_away_comes_in_later_and_once(monkeypatch):
    def away(*_):
        raise DatabaseError("server closed the connection")

    with monkeypatch.context() as database, pytest.raises(TemporaryFailure):
        database.setattr(arrivals, "_take_in", away)
        database.setattr(door, "_known", lambda token: None)
        send()
    assert arrivals.sweep() == 1
    number = send()
    assert number == Ticket.objects.get().number and Arrival.objects.get().channel == "form"


def test_a_defect_behind_the_door_is_tried_again_and_then_shown_to_a_person(monkeypatch):
    with monkeypatch.context() as reader:
        reader.setattr(intake, "receive", lambda *_, **__: 1 / 0)
        assert send() == ""
        for _ in range(9):
            Arrival.objects.filter(state=State.WAITING).update(next_at="2026-01-01T00:00Z")
            work.run_once()
        ticket = Ticket.objects.get()
        assert (ticket.channel, ticket.requester, ticket.is_quarantined) == ("form", STRANGER, True)
        assert send() == ticket.number, "the visitor sees the number under which a person looks at it"
    assert work.retry(Arrival.objects.get())
    work.run_once()
    ticket = Ticket.objects.get()
    assert (ticket.is_quarantined, ticket.subject) == (False, "Shop zeigt Fehler 500")
    assert findings() == []


def test_damaged_bytes_are_a_ticket_too(monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(work, "at_once", lambda arrival: None)
        away.setattr(door, "_PATIENCE", 0.0)
        assert send() == ""
    monkeypatch.setattr(blobs, "read", lambda sha256: canonical.to_bytes(a_form())[:-3] + b"}x\n")
    work.run_once()
    ticket = Ticket.objects.get()
    assert ticket.is_quarantined and Arrival.objects.get().state == State.QUARANTINED


def test_a_worker_that_was_quicker_gives_the_number(monkeypatch):
    def elsewhere(arrival: Arrival) -> None:
        assert work.run_once()

    monkeypatch.setattr(work, "at_once", elsewhere)
    assert send() == Ticket.objects.get().number


def test_nobody_waits_for_ever_for_a_number(monkeypatch):
    monkeypatch.setattr(work, "at_once", lambda arrival: None)
    monkeypatch.setattr(door, "_PATIENCE", 0.1)
    assert send() == "" and door.number_of(TOKEN) == "" and door.number_of("0" * 32) is None


def test_entering_reads_mails_as_before():
    arrivals.accept(a_mail(), door="lmtp", envelope_from=MEYER, recipients=(SUPPORT,))
    assert work.run_once() and Message.objects.get(kind=Kind.IN).channel == "mail"
    assert entering.why_not_read(Arrival.objects.get()) == ""
    assert settings.HOSTDESK["HOSTDESK_DOMAIN"] in SUPPORT
