"""The contact form as a guest meets it: no cookie, no JavaScript, and nothing typed is ever lost."""

import re

import pytest
from django.db import OperationalError
from django.test import Client
from form_world import CUSTOMER, PAGE, STRANGER, FormWorld, a_picture, kept_forms, number_on, only_ticket

from hostdesk.core.failures import TemporaryFailure
from hostdesk.customers.models import Contact
from hostdesk.gateways import arrivals, work
from hostdesk.gateways.form import door
from hostdesk.gateways.models import Arrival
from hostdesk.portal import contact_page, contact_sent, contact_showing, form_files, form_guard
from hostdesk.tickets.models import Kind, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(monkeypatch, tmp_path):
    return FormWorld(monkeypatch, tmp_path)


def test_first_it_asks_what_it_is_about(world):
    page = world.browser.get(PAGE).content.decode()
    for words in ("Support", "Buchhaltung", "Vertrieb", "about=problem", "about=payment", "about=offer"):
        assert words in page
    assert "about=service-mail-program" in page and re.search(r"\d+,\d\d\s€", page)


def test_a_guest_who_writes_sees_her_number_department_and_deadline(world):
    response = world.send(files=(a_picture(),))
    number = number_on(world, response)
    ticket = only_ticket()
    assert (ticket.number, ticket.channel, ticket.department.slug) == (number, "form", "support")
    assert (ticket.requester, ticket.contact, ticket.customer.number) == (STRANGER, None, "K-20871")
    page = world.browser.get(response["Location"]).content.decode()
    assert "Support" in page and STRANGER in page and "23. November 2026" in page
    assert Message.objects.get(kind=Kind.IN).attachments.get().name == "bild.png"
    assert not kept_forms()


def test_no_cookie_is_set_anywhere(world):
    world.browser.get(PAGE)
    form = world.open()
    form.send(do="look")
    response = form.send()
    world.browser.get(response["Location"])
    assert not world.browser.cookies


@pytest.mark.parametrize(
    ("about", "department"), [("domain", "support"), ("invoice", "accounting"), ("offer", "sales")]
)
def test_what_it_is_about_decides_who_gets_it(world, about, department):
    world.send(about)
    assert only_ticket().department.slug == department


def test_accounting_is_told_the_invoice(world):
    invoice = Contact.objects.get(address=CUSTOMER).customer.invoices.first()
    world.send("payment", invoice=invoice.number, number="")
    assert only_ticket().invoice_number == invoice.number


def test_an_account_number_is_told_from_a_customer_number(world):
    account = Contact.objects.get(address=CUSTOMER).customer.accounts.first()
    world.send(number=account.number)
    assert only_ticket().account_number == account.number


def test_a_service_shows_its_price_and_is_asked_for(world):
    assert "€" in world.open("service-mail-program").text
    world.send("service-mail-program")
    assert only_ticket().service_requests.get().service.slug == "mail-program"


def test_a_customers_request_wants_a_number_but_never_blocks(world):
    form = world.open()
    back = form.send(number="")
    assert back.status_code == 422 and not Ticket.objects.exists()
    assert form.again(back).send(number="", has_none="on").status_code == 302


def test_a_number_that_is_needed_is_not_called_voluntary(world):
    label = re.compile(r"<label[^>]*>Kunden- oder Accountnummer.*?</label>")
    assert "wenn Sie möchten" not in label.search(world.open().text).group()
    assert "wenn Sie möchten" in label.search(world.open("order").text).group()


def test_nothing_is_lost_over_an_error(world):
    form = world.open()
    back = form.send(address="nina", text="Meine lange Geschichte", files=(a_picture(), a_picture("b.txt")))
    assert back.status_code == 422
    again = form.again(back)
    assert again.values["text"] == "Meine lange Geschichte" and "bild.png" in again.text
    assert again.send(address=STRANGER).status_code == 302
    message = Message.objects.get(kind=Kind.IN)
    assert message.new_text == "Meine lange Geschichte"
    assert sorted(one.name for one in message.attachments.all()) == ["b.txt", "bild.png"]


def test_a_kept_file_can_be_taken_away_again(world):
    form = world.open()
    again = form.again(form.send(address="nina", files=(a_picture(), a_picture("b.txt", b"x"))))
    key = re.search(r'value="(remove:[^"]+)"', again.text).group(1)
    again = again.again(again.send(do=key))
    again.send(address=STRANGER)
    assert Message.objects.get(kind=Kind.IN).attachments.count() == 1


def test_who_changes_the_topic_keeps_what_was_typed(world):
    form = world.open()
    again = form.again(form.send(do="change", about="offer", text="Schon getippt"))
    assert again.values["text"] == "Schon getippt" and "Bitte füllen" not in again.text
    assert 'value="offer" selected' in again.text and 'name="number"' not in again.text


def test_a_double_click_is_one_ticket(world):
    form = world.open()
    first, second = form.send(files=(a_picture(),)), form.send(files=(a_picture(),))
    assert number_on(world, first) == number_on(world, second) == only_ticket().number


def test_a_reload_without_the_files_is_the_same_request(world):
    form = world.open()
    again = form.again(form.send(address="nina", files=(a_picture(),)))
    assert number_on(world, again.send(address=STRANGER)) == number_on(world, again.send(address=STRANGER))
    assert Ticket.objects.count() == 1


def test_back_and_other_words_ask_before_a_second_request(world):
    form = world.open()
    number = number_on(world, form.send())
    back = form.send(text="Und noch etwas", files=(a_picture(),))
    assert back.status_code == 409 and number in back.content.decode() and Ticket.objects.count() == 1
    assert number_on(world, form.again(back).send()) != number
    assert Message.objects.filter(kind=Kind.IN).latest("pk").attachments.count() == 1


def test_a_form_that_was_open_for_days_is_shown_again_filled(world):
    form = world.open()
    world.later(90_000)
    back = form.send(text="Lange überlegt")
    assert back.status_code == 409 and "Lange überlegt" in back.content.decode()
    assert form.again(back).send().status_code == 302


def test_a_form_that_was_sent_and_is_old_shows_its_number(world):
    form = world.open()
    number = number_on(world, form.send())
    world.later(90_000)
    assert number_on(world, form.send()) == number


@pytest.mark.parametrize("token", ["", "x", "a" * 32 + "-1.forged", "ä.1"])
def test_a_forged_token_is_worth_nothing_and_loses_nothing(world, token):
    form = world.open()
    back = form.send(token=token)
    assert back.status_code == 409 and not Ticket.objects.exists()
    world.later(10)
    assert form.again(back).send().status_code == 302


def test_another_sites_form_is_shown_not_taken(world):
    back = world.send(headers={"sec-fetch-site": "cross-site", "origin": "https://evil.example.test"})
    assert back.status_code == 409 and not Ticket.objects.exists()


def test_who_is_too_quick_presses_once_more(world):
    form = world.open()
    world.now = world.now.replace(second=0)
    quick = world.browser.get(f"{PAGE}?about=problem").content.decode()
    form.text = quick
    back = form.send()
    assert back.status_code == 409 and not Ticket.objects.exists()
    world.later(5)
    assert form.again(back).send().status_code == 302


def test_a_filled_trap_is_a_ticket_marked_as_spam(world):
    response = world.send(homepage="http://buy.example.test")
    assert number_on(world, response) == only_ticket().number and only_ticket().is_spam
    assert not Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).exists()


def test_the_trap_is_hidden_from_everybody(world):
    assert re.search(r'class="trap" aria-hidden="true">.*tabindex="-1"', world.open().text)


def test_little_but_links_is_marked(world):
    world.send(text="http://a.example.test/buy http://b.example.test/buy http://c.example.test/buy now")
    assert only_ticket().is_spam


def test_an_address_or_two_in_a_text_is_no_spam(world):
    world.send(
        text="Die Seiten http://a.example.test und http://b.example.test zeigen seit heute einen Fehler."
    )
    assert not only_ticket().is_spam


def test_many_from_one_network_are_marked_and_then_asked_to_wait(world, monkeypatch):
    monkeypatch.setattr(form_guard, "MANY", form_guard.Brake("form", 2, 600))
    monkeypatch.setattr(form_guard, "TOO_MANY", form_guard.Brake("form", 3, 600))
    for _ in range(3):
        assert world.send().status_code == 302
    assert list(Ticket.objects.order_by("pk").values_list("is_spam", flat=True)) == [False, False, True]
    form = world.open()
    back = form.send(text="Mein Text")
    assert back.status_code == 429 and "Mein Text" in back.content.decode() and Ticket.objects.count() == 3
    world.browser = Client(REMOTE_ADDR="198.51.100.1")
    assert world.send().status_code == 302
    world.later(700)
    world.browser = Client(REMOTE_ADDR="203.0.113.99")
    assert world.send().status_code == 302


def test_a_reload_counts_once(world):
    form = world.open()
    for _ in range(5):
        form.send()
    assert form_guard.brakes.Guess.objects.filter(kind="form").count() == 1


def test_the_promise_stands_before_the_button(world):
    page = world.open().text
    assert "23. November 2026, 14:00" in page and "€" in page
    assert "€" not in world.open("offer").text


def test_read_articles_go_along(world):
    page = world.browser.get(f"{PAGE}?department=support&read=7").content.decode()
    assert "about=problem&amp;read=7" in page
    form = world.browser.get(f"{PAGE}?about=problem&read=7,x,8").content.decode()
    assert 'name="read" value="7,8"' in form


def test_a_mistyped_address_is_corrected_by_a_new_request(world):
    response = world.send(address="nnia@neu.example.test", files=(a_picture(),))
    first = only_ticket()
    link = re.search(r'href="([^"]+again=[^"]+)"', world.browser.get(response["Location"]).content.decode())
    world_form = world.open()
    world_form.text = world.browser.get(link.group(1)).content.decode()
    assert "address" not in {k for k, v in world_form.values.items() if v} and "bild.png" in world_form.text
    world.later(20)
    assert world_form.send(address=STRANGER).status_code == 302
    second = Ticket.objects.exclude(pk=first.pk).get()
    assert (first.requester, second.requester) == ("nnia@neu.example.test", STRANGER)
    assert second.links.get().other == first
    assert Message.objects.filter(ticket=second, kind=Kind.IN).get().attachments.get().name == "bild.png"


def test_the_page_after_sending_is_nobody_elses(world):
    address = world.send()["Location"]
    assert world.browser.get(address)["Cache-Control"] == "no-store"
    assert world.browser.get(address[:-3] + "xx/").status_code == 404
    world.later(0)
    assert "again=" not in contact_sent.address("a" * 32)
    assert world.browser.get(contact_sent.address("a" * 32)).status_code == 404


def test_a_number_that_is_late_is_fetched_by_the_page(world, monkeypatch):
    monkeypatch.setattr(work, "at_once", lambda arrival: None)
    monkeypatch.setattr(door, "_PATIENCE", 0.0)
    response = world.send()
    page = world.browser.get(response["Location"])
    assert page.status_code == 202 and b'http-equiv="refresh"' in page.content
    assert work.run_once()
    assert only_ticket().number.encode() in world.browser.get(response["Location"]).content


def test_a_lost_database_gives_the_text_back_and_the_button_makes_one_ticket(world, monkeypatch):
    form = world.open()

    def away(*_, **__):
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as database:
        database.setattr(arrivals, "_take_in", away)
        back = form.send(text="Mein langer <Text>", files=(a_picture(),))
    assert back.status_code == 503 and back["Retry-After"]
    again = form.again(back)
    assert (again.values["text"], again.values["token"]) == ("Mein langer <Text>", form.values["token"])
    assert arrivals.sweep() == 1
    assert number_on(world, again.send()) == only_ticket().number
    assert Arrival.objects.count() == 1


def test_a_lost_database_before_anything_is_known_gives_the_text_back_too(world, monkeypatch):
    form = world.open()
    with monkeypatch.context() as database:
        database.setattr(contact_page.form_topics, "groups", _away)
        back = form.send(text="Mein Text")
    assert back.status_code == 503 and "Mein Text" in back.content.decode()
    assert form.again(back).send().status_code == 302


def test_a_full_disk_gives_the_text_back(world, monkeypatch):
    form = world.open()

    def full(*_, **__):
        raise TemporaryFailure("the disk is full")

    monkeypatch.setattr(door.arrivals, "accept", full)
    back = form.send(text="Mein Text")
    assert back.status_code == 503 and "Mein Text" in back.content.decode()


def test_files_beyond_the_caps_are_named(world, monkeypatch):
    monkeypatch.setattr(form_files, "LARGEST", 10)
    back = world.send(
        files=(a_picture("a.txt", b"12345"), a_picture("b.txt", b"123456"), a_picture("c", b""))
    )
    page = back.content.decode()
    assert back.status_code == 422 and "b.txt" in page and "a.txt" in page


def test_a_hundred_files_are_twenty_and_words(world):
    back = world.send(files=tuple(a_picture(f"{n}.txt", b"%d" % n) for n in range(100)))
    assert back.status_code == 422 and back.content.decode().count('value="remove:') == form_files.MOST
    assert world.send(files=tuple(a_picture(f"{n}.txt") for n in range(101))).status_code == 413


def test_too_much_text_is_said_in_words(world):
    assert world.send(text="x" * 60_000).status_code == 422
    assert world.send(text="x" * 10_000_000).status_code == 413


def test_a_huge_number_of_fields_breaks_nothing(world):
    assert world.send(**{f"f{n}": "x" for n in range(5000)}).status_code == 413


def test_a_body_that_is_too_large_is_not_even_read(world):
    answer = world.browser.post(
        PAGE, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="99999999"
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/x-www-form-urlencoded; charset=klingon",
    ],
)
def test_a_broken_body_is_answered_in_words(world, content_type):
    answer = world.browser.generic(
        "POST", PAGE, b"subject=\xff\xfe&name=\x00&do=send", content_type=content_type
    )
    assert answer.status_code in (400, 409, 413, 422)


def test_wrong_encodings_and_hostile_names_come_in_harmless(world):
    world.send(
        name="Nina\r\nBcc: all@example.test", subject="Hallo\x00\nX-Evil: 1", text="a\x00b\r\nc",
        files=(a_picture("../../etc/passwd\x00.png"), a_picture("<script>.html", b"2")),
    )  # fmt: skip
    message = Message.objects.get(kind=Kind.IN)
    assert (message.sender_name, message.subject) == ("Nina Bcc: all@example.test", "Hallo\ufffd X-Evil: 1")
    assert message.new_text == "a\ufffdb\nc"
    assert not any("/" in one.name or "<" in one.name for one in message.attachments.all())


def test_what_was_typed_is_shown_as_text(world):
    form = world.open()
    back = form.send(do="change", subject='"><script>alert(1)</script>', text="</textarea><script>")
    assert "<script>alert" not in back.content.decode() and "</textarea><script>" not in back.content.decode()


def test_in_english_too(world):
    page = world.open(page="/en/contact/").text
    assert "A person answers" in page and "by <b>" not in page
    assert world.send(page="/en/contact/").status_code == 302


def test_unfinished_files_are_gone_after_an_hour(world, monkeypatch):
    import os

    form = world.open()
    form.send(address="nina", files=(a_picture(),))
    (folder,) = kept_forms()
    os.utime(folder, (0, 0))
    form_files.sweep()
    assert not kept_forms()


def test_nobody_reaches_another_forms_files(world):
    form = world.open()
    form.send(address="nina", files=(a_picture("geheim.png"),))
    nonce = form.values["token"].partition("-")[0]
    back = world.open().send(token=f"{nonce}-1.x", address="nina")
    assert "geheim.png" not in back.content.decode()
    with pytest.raises(ValueError, match="not the name"):
        form_files.listed("../" + nonce[3:])


def _away(*_, **__):
    raise OperationalError("server closed the connection")


def test_answers_are_looked_for_before_sending(world, monkeypatch):
    from hostdesk.portal.contact_answers import Suggested

    asked = []

    def found(words, language, contact):
        asked.append((words, language, contact))
        return [Suggested(7, "Fehler 500 beheben", "…", "/de/articles/fehler-500/")] if words else ()

    monkeypatch.setattr(contact_showing.contact_answers, "found", found)
    form = world.open()
    again = form.again(form.send(do="look"))
    assert "Fehler 500 beheben" in again.text and not Ticket.objects.exists()
    assert asked[-1] == ("Shop zeigt Fehler 500 Seit heute früh.", "de", None)


def test_the_script_asks_for_answers_alone(world):
    for words in ("", "x", "Mailprogramm einrichten", "\x00%_'\"" * 200):
        answer = world.browser.get(f"{PAGE}answers/", {"q": words})
        assert answer.status_code == 200 and b"<html" not in answer.content
