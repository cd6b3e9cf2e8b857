"""Mallory at the public side: what she tries, and that nothing comes of it."""

import re
from typing import Any
from urllib.parse import quote

import my_world
import pytest
from django.test import Client
from django.utils import timezone
from my_world import AYLIN, PAUL, PETRA

from hostdesk.customers.models import Contact, Place
from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission
from hostdesk.outbox.models import Delivery
from hostdesk.portal import colleagues, passwords
from hostdesk.portal.models import Login, Passkey
from hostdesk.tickets.models import Message

pytestmark = pytest.mark.django_db
GOOD = "ein-langes-passwort-das-niemand-raet"


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    my_world.build()


def _password(address: str = PETRA) -> None:
    contact = my_world.contact(address)
    passwords.keep(contact, passwords.hashed(contact, GOOD))


def _guess(address: str, typed: str = "wrong", client: Client | None = None, **more: Any) -> Any:
    return (client or Client()).post(
        "/my/sign-in/", {"address": address, "with": "password", "password": typed}, **more
    )


def test_other_spellings_of_an_address_are_counted_with_it() -> None:
    _password()
    letters = {"e": "\uff45", "m": "\uff4d", "y": "\uff59", "r": "\uff52"}
    for place in range(12):
        spelt = "".join(letters.get(c, c) if place >> n & 1 else c for n, c in enumerate("meyer"))
        spelt = f"petra@{spelt}.example.test"
        status = _guess(spelt, REMOTE_ADDR=f"203.0.113.{place}").status_code
    assert status == 429
    assert _guess(PETRA, GOOD).status_code == 429


@pytest.mark.parametrize("path,data", [
    ("/my/sign-in/", {"address": PETRA, "with": "link", "next": "/my/\x00"}),
    ("/my/sign-in/", {"address": PETRA, "with": "password", "password": "\x00"}),
    ("/my/sign-in/", {"address": "pe\x00tra@meyer.example.test", "with": "link"}),
    ("/my/sign-in/code/", {"state": "\x00", "code": "\x00"}),
    ("/my/sign-in/passkey/", {"state": "\x00", "answer": "\x00"}),
])  # fmt: skip
def test_nul_breaks_no_page_before_the_sign_in(path: str, data: dict[str, str]) -> None:
    assert Client().post(path, data).status_code < 500


@pytest.mark.parametrize("path", [
    "/my/?q=\x00", "/my/t/\x00/", "/my/statements/\x00.pdf", "/my/in/\x00", "/my/join/\x00", "/rating/\x00",
    "/consent/\x00", "/my/?page=\uff11", "/my/f/99999999999999999999/", "/my/m/99999999999999999999/mail/",
    "/my/consents/99999999999999999999/", "/my/?q=%ff", "/my/?page=²",
])  # fmt: skip
def test_no_address_breaks_a_page(path: str) -> None:

    her = my_world.sign_in()
    head, _, query = path.partition("?")
    assert her.get(quote(head) + ("?" + quote(query, safe="=%") if query else "")).status_code < 500


_DEVICE = (
    '{"id":"AAAA","rawId":"AAAA","type":"public-key",'
    '"response":{"authenticatorData":"%s","clientDataJSON":"e30","signature":"AA"}}'
)


@pytest.mark.parametrize("said", [
    "[" * 20_000, "[]", "1", "null", '{"id": {}}', '{"id": null, "response": 1}', '{"id":"\\u0000"}',
    *(_DEVICE % data for data in ("", "AA", "A" * 50, "A" * 300)),
])  # fmt: skip
def test_nonsense_of_a_device_is_refused(said: str) -> None:
    Passkey.objects.create(
        contact=my_world.contact(), credential_id="AAAA", credential="AAAA", name="x", made_at=timezone.now()
    )
    browser = Client()
    state = browser.post("/my/sign-in/passkey/question/").json()["state"]
    assert browser.post("/my/sign-in/passkey/", {"answer": said, "state": state}).status_code == 422


def test_who_left_and_comes_back_is_not_let_in_by_what_was_set_before() -> None:
    _password(PAUL)
    manager = my_world.place(PETRA, Place.MANAGER)
    paul = my_world.contact(PAUL)
    Passkey.objects.create(
        contact=paul, credential_id="AAAA", credential="AAAA", name="x", made_at=timezone.now()
    )
    now = timezone.now()
    colleagues.remove(manager, paul.pk, at=now)
    colleagues.invite(manager, name="Pauline", address=PAUL, place=Place.OWN, may_order=False, at=now)
    link = my_world.path_in(Delivery.objects.get(kind="my.invitation"))
    assert Client().post(link).status_code == 302
    assert _guess(PAUL, GOOD).status_code == 422
    assert not Passkey.objects.filter(contact=paul).exists()


def test_a_password_of_an_address_that_was_changed_signs_nobody_in() -> None:
    _password(PAUL)
    Contact.objects.filter(address=PAUL).update(address="pauline@meyer.example.test")
    for address in (PAUL, "pauline@meyer.example.test"):
        assert _guess(address, GOOD).status_code == 422
    my_world.sign_in("pauline@meyer.example.test")
    assert not Login.objects.filter(contact__address="pauline@meyer.example.test").exists()


def test_a_name_with_line_ends_makes_no_lines_in_the_letter() -> None:
    my_world.place(PETRA, Place.MANAGER)
    name = "Eve\r\nBcc: all@example.test\r\n\r\n[Win now](https://evil.example.test)"
    sent = {"name": name, "address": "eve@example.test", "place": "own"}
    my_world.sign_in().post("/my/colleagues/invite/", sent)
    letter = Delivery.objects.get(kind="my.invitation").as_letter
    assert letter.to[0].name == "Eve Bcc all@example.test Win now(httpsevil.example.test)"
    assert "\nWin now" not in letter.text and "evil.example.test)" in letter.text


def test_going_back_and_writing_something_else_says_both() -> None:
    ticket = my_world.write()
    her, path = my_world.sign_in(), f"/my/t/{ticket.number}/"
    found = re.search(r'name="token" value="([^"]+)"', her.get(path).content.decode())
    assert found is not None
    for words in ("First words.", "First words.", "Quite other words.", "First words."):
        her.post(f"{path}answer/", {"token": found[1], "text": words})
    said = Message.objects.filter(ticket=ticket, channel="form").values_list("new_text", flat=True)
    assert sorted(said) == ["First words.", "Quite other words."]


def test_a_password_alone_changes_nothing_about_how_she_signs_in() -> None:
    """Else whoever knows it adds a passkey, and agrees in her name without her mailbox."""
    _password()
    browser = Client()
    assert _guess(PETRA, GOOD, browser).status_code == 302
    assert browser.post("/my/security/passkeys/question/").status_code == 302
    assert "again=1" in browser.get("/my/security/second-factor/")["Location"]
    assert browser.post("/my/security/password/", {"password": f"{GOOD}-2"}).status_code == 302
    assert _guess(PETRA, GOOD).status_code == 302


def test_a_stranger_who_types_her_address_is_not_shown_as_herself() -> None:
    typed = Submission("a" * 32, "en", "support", "Petra", PETRA, subject="x", text="Send me the password.")
    number = door.accept(typed, timezone.now())
    page = my_world.sign_in().get(f"/my/t/{number}/").content.decode()
    assert "typed, not proven" in page and "at the portal" not in page


def test_an_invitation_ends_when_its_manager_goes_to_another_company() -> None:
    manager, now = my_world.place(PETRA, Place.MANAGER), timezone.now()
    colleagues.invite(
        manager, name="Eve", address="eve@meyer.example.test", place=Place.ALL, may_order=True, at=now
    )
    link = my_world.path_in(Delivery.objects.get(kind="my.invitation"))
    Contact.objects.filter(pk=manager.pk).update(customer=my_world.contact(AYLIN).customer)
    assert Client().post(link).status_code == 404
    assert not Contact.objects.filter(address="eve@meyer.example.test").exists()
