import email
import email.policy
import socket
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection
from mail_server import PASSWORD, certificate_in, free_port, open_office, scripted

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter, LetterFile
from hostdesk.gateways.mail import smarthost, transaction
from hostdesk.gateways.mail.deliver import deliver
from hostdesk.journal.record import writing
from hostdesk.lib import blobs, reply_keys
from hostdesk.outbox import claims
from hostdesk.outbox.enqueue import enqueue
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.outcomes import PartlyReached, ReplyLost
from hostdesk.outbox.worker import run_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:Requiring AUTH"),  # of the test's server, about itself
]
MEYER, OEZDEMIR = Address("meyer@example.test", "Jürgen Meyer"), Address("oezdemir@example.test", "Özdemir")


@pytest.fixture(autouse=True)
def fresh_connection():
    yield
    smarthost.hang_up()


@pytest.fixture
def server(settings):
    with open_office() as (url, office):
        use(settings, url)
        yield office


def use(settings, url, timeout=3):
    changed = {
        "HOSTDESK_SMTP": url,
        "HOSTDESK_SMTP_TIMEOUT": timeout,
        "HOSTDESK_DOMAIN": "nordlicht.example.test",
    }
    settings.HOSTDESK = {**django_settings.HOSTDESK, **changed}
    settings.HOSTDESK_ON_DELIVERY = "builtins.id"


def queued(number=1, **changed):
    values = {
        "sender": Address("support@nordlicht.example.test", "Nordlicht Support"),
        "to": (MEYER,),
        "subject": "HD-4831-7264: Ihr Shop läuft",
        "text": "Guten Tag,\n.\n.htaccess ist repariert.",
        "message_id": f"{number}@nordlicht.example.test",
        "envelope_from": "bounces@nordlicht.example.test",
    }
    letter = Letter(**values | changed)
    with writing():
        return enqueue(
            channel="mail", kind="reply", key=f"reply:{number}", ticket="HD-4831-7264", payload=letter
        )


def claimed(**changed):
    queued(**changed)
    return claims.due().delivery


def row():
    return Delivery.objects.get()


def test_a_letter_arrives_as_it_was_written(server):
    sha256 = blobs.store(b"%PDF")
    delivery = queued(files=(LetterFile("Rechnung März.pdf", "application/pdf", 4, sha256),), cc=(OEZDEMIR,))
    assert run_once()
    ((sender, recipients, content),) = server.mails
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert message["Subject"] == "HD-4831-7264: Ihr Shop läuft"
    assert message["To"].addresses[0].display_name == "Jürgen Meyer"
    assert message.get_body(("plain",)).get_content() == "Guten Tag,\r\n.\r\n.htaccess ist repariert.\r\n"
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Rechnung März.pdf", b"%PDF")
    assert recipients == ["meyer@example.test", "oezdemir@example.test"]
    assert row().answer == "250 2.0.0 Ok: queued as 1"
    token = reply_keys.bounce_token_in(sender)
    assert reply_keys.verify_bounce(token, django_settings.SECRET_KEY) == delivery.pk


def test_a_robots_letter_can_have_the_null_return_path(server):
    queued(envelope_from="", is_automatic=True)
    run_once()
    assert server.mails[0][0] == "<>"


def test_several_letters_go_over_one_connection(server):
    for number in range(5):
        queued(number)
    while run_once():
        pass
    assert len(server.mails) == 5 and server.connections == 1


def test_a_connection_that_the_server_closed_meanwhile_is_replaced(server):
    queued(1)
    run_once()
    smarthost._kept.connection.smtp.sock.shutdown(socket.SHUT_RDWR)
    queued(2)
    run_once()
    assert len(server.mails) == 2 and server.connections == 2


def test_a_refusal_costs_the_next_letter_nothing(server):
    server.recipients_refused["meyer@example.test"] = "550 5.1.1 No such user"
    queued(1)
    queued(2, to=(OEZDEMIR,))
    while run_once():
        pass
    assert [mail[1] for mail in server.mails] == [["oezdemir@example.test"]]


@pytest.mark.parametrize(
    "reply", ["421 4.3.2 Closing", "450 4.2.0 Greylisted", "451 4.3.0 Try", "452 4.2.2 Full"]
)
@pytest.mark.parametrize("place", ["sender", "recipient", "content"])
def test_a_temporary_refusal_is_tried_again(server, place, reply):
    refuse(server, place, reply)
    queued()
    run_once()
    assert row().state == "waiting" and reply in row().last_error
    assert server.mails == []


@pytest.mark.parametrize(
    "reply", ["550 5.1.1 Unknown", "552 5.3.4 Too big", "554 5.7.1 Spam", "553 no status"]
)
@pytest.mark.parametrize("place", ["sender", "recipient", "content"])
def test_a_final_refusal_is_shown_with_its_words(server, place, reply):
    refuse(server, place, reply)
    with pytest.raises(PermanentFailure) as caught:
        deliver(claimed())
    assert reply in caught.value.text
    assert caught.value.status == (reply.split()[1] if reply[4] == "5" else "")


def refuse(server, place, reply):
    if place == "sender":
        server.sender_refused = reply
    elif place == "recipient":
        server.recipients_refused["meyer@example.test"] = reply
    else:
        server.after_data = [reply]


def test_who_was_refused_for_good_is_named_and_the_others_have_it(server):
    server.recipients_refused["meyer@example.test"] = "550 5.1.1 Unknown"
    queued(cc=(OEZDEMIR,))
    run_once()
    assert row().state == "sent" and row().is_trouble
    assert row().last_error == "Not sent to meyer@example.test: 550 5.1.1 Unknown"
    assert server.mails[0][1] == ["oezdemir@example.test"]


def test_who_was_refused_for_now_is_tried_again_and_nobody_gets_it_twice(server):
    server.recipients_refused["meyer@example.test"] = "450 4.2.0 Greylisted"
    queued(cc=(OEZDEMIR,))
    run_once()
    assert (row().state, row().reached) == ("waiting", ["oezdemir@example.test"])
    server.recipients_refused.clear()
    Delivery.objects.update(next_at=row().created_at)
    run_once()
    assert row().state == "sent"
    assert [mail[1] for mail in server.mails] == [["oezdemir@example.test"], ["meyer@example.test"]]


def test_partly_reached_says_who(server):
    server.recipients_refused["meyer@example.test"] = "450 later"
    with pytest.raises(PartlyReached) as caught:
        deliver(claimed(cc=(OEZDEMIR,)))
    assert caught.value.reached == ("oezdemir@example.test",)


def test_all_refused_is_final_only_if_all_refusals_are(server):
    server.recipients_refused |= {"meyer@example.test": "550 no", "oezdemir@example.test": "450 later"}
    with pytest.raises(TemporaryFailure) as caught:
        deliver(claimed(cc=(OEZDEMIR,)))
    assert "550 no" in caught.value.text and "450 later" in caught.value.text


def test_a_lost_reply_is_repeated_once_with_the_same_bytes(server):
    server.after_data = ["drop"]
    queued()
    run_once()
    assert row().state == "unclear" and "unknown whether" in row().last_error
    Delivery.objects.update(next_at=row().created_at)
    run_once()
    assert row().state == "sent" and row().was_possibly_sent_twice
    assert len(server.mails) == 2 and server.mails[0][2] == server.mails[1][2]


def test_a_slow_answer_after_the_content_is_awaited(server, settings):
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_SMTP_TIMEOUT": 1}
    server.after_data = [1.5]
    queued()
    run_once()
    assert row().state == "sent" and len(server.mails) == 1


def test_an_answer_that_never_comes_is_unclear(server, settings, monkeypatch):
    monkeypatch.setattr(transaction, "AFTER_THE_DOT", 0.5)
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_SMTP_TIMEOUT": 1}
    server.after_data = [1.5]
    with pytest.raises(ReplyLost):
        deliver(claimed())


def test_letters_beyond_ascii_in_an_address(server):
    queued(to=(Address("jürgen@büro.example.test", "Jürgen"),))
    run_once()
    assert row().state == "sent"
    assert server.mails[0][1] == ["jürgen@xn--bro-hoa.example.test"]
    assert "<jürgen@xn--bro-hoa.example.test>".encode() in server.mails[0][2]


def test_a_server_without_smtputf8_is_said_in_words(settings):
    with open_office(enable_SMTPUTF8=False) as (url, office):
        use(settings, url)
        with pytest.raises(PermanentFailure) as caught:
            deliver(claimed(to=(Address("jürgen@example.test"),)))
        assert "beyond ASCII" in caught.value.text and office.mails == []


def test_a_mail_larger_than_the_server_takes_is_refused_before_it_is_sent(settings):
    with open_office(data_size_limit=1000) as (url, _):
        use(settings, url)
        queued(text="x" * 2000)
        run_once()
    assert row().state == "failed" and "552" in row().last_error and not row().is_handed_over


@pytest.mark.parametrize(
    "address",
    ["meyer@example.test\r\nRCPT TO:<mallory@example.test>", "meyer", "a@b>, <mallory@example.test"],
)
def test_an_address_cannot_smuggle_commands(server, address):
    queued(to=(Address(address),))
    run_once()
    assert row().state == "failed" and "cannot be written as a mail" in row().last_error
    assert server.mails == [] and server.connections == 0


def test_a_missing_attachment_is_tried_again(server):
    queued(files=(LetterFile("a.pdf", "application/pdf", 1, "0" * 64),))
    run_once()
    assert row().state == "waiting" and "attachment" in row().last_error


def test_nothing_is_sent_once_another_worker_has_taken_over(server):
    slow = claimed()
    Delivery.objects.update(next_at=slow.created_at)
    claims.due()
    with pytest.raises(claims.LeaseLost):
        deliver(slow)
    assert server.mails == []


def test_no_database_transaction_is_open_while_the_server_thinks(server, monkeypatch):
    seen, real = [], transaction.invite
    monkeypatch.setattr(
        transaction, "invite", lambda *given: seen.append(connection.in_atomic_block) or real(*given)
    )
    queued()
    run_once()
    assert seen == [False] and row().state == "sent"


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_encrypted_with_a_password(settings, tmp_path, monkeypatch, scheme):
    path, context = certificate_in(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with open_office(scheme, context, with_password=True) as (url, office):
        use(settings, url.replace("://", f"://hostdesk:{quote(PASSWORD, safe='')}@"))
        queued()
        run_once()
        assert row().state == "sent" and len(office.mails) == 1
        smarthost.hang_up()


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(settings, tmp_path, scheme):
    _, context = certificate_in(tmp_path)
    with open_office(scheme, context) as (url, office):
        use(settings, url)
        with pytest.raises(TemporaryFailure, match="is not trusted"):
            deliver(claimed())
        assert office.mails == []


def test_a_certificate_of_another_server_is_not_trusted(settings, tmp_path, monkeypatch):
    path, context = certificate_in(tmp_path, name="127.0.0.9")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with open_office("smtps", context) as (url, _):
        use(settings, url)
        with pytest.raises(TemporaryFailure, match="is not trusted"):
            deliver(claimed())


def test_a_wrong_password_is_our_fault_and_says_nothing_about_the_letter(settings):
    with open_office(with_password=True) as (url, _):
        use(settings, url.replace("://", "://hostdesk:wrong@"))
        with pytest.raises(TemporaryFailure, match="does not let us in: 535"):
            deliver(claimed())


def test_a_password_is_not_sent_in_the_clear(settings):
    use(settings, "smtp://hostdesk:secret@mail.example.test:25")
    with pytest.raises(TemporaryFailure) as caught:
        deliver(claimed())
    assert "secret" not in caught.value.text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["421 too busy"], "does not let us in: 421 too busy"),
        (["554 go away"], "does not let us in: 554 go away"),
        (["220 hi", "250 ok", "250 ok", "250 ok"], "hung up"),
        (["220 hi", "250 ok", "250 ok", "250 ok", "451 not now"], "451 not now"),
        (["220 hi", "250 ok", "250 ok", "250 ok", "250 what?"], "250 what?"),
        (["220 hi", "250 ok", "garbage"], "refuses this mail"),
    ],
)
def test_a_server_that_misbehaves_before_the_content(settings, lines, words):
    with scripted(*lines) as url:
        use(settings, url)
        queued()
        run_once()
    assert row().state == "waiting" and words in row().last_error and not row().is_handed_over


def test_starttls_that_is_not_offered_is_never_replaced_by_plain_text(settings):
    with open_office() as (url, office):
        use(settings, url.replace("smtp://", "smtp+starttls://"))
        with pytest.raises(TemporaryFailure, match="STARTTLS"):
            deliver(claimed())
        assert office.mails == []


def test_a_server_that_is_not_there(settings):
    use(settings, f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(TemporaryFailure, match="cannot be reached"):
        deliver(claimed())


def test_a_server_that_says_nothing(settings):
    use(settings, "smtp://127.0.0.1:1", timeout=1)
    with scripted() as url:
        use(settings, url, timeout=1)
        with pytest.raises(TemporaryFailure):
            deliver(claimed())
