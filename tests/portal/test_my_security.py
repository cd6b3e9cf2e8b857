"""Password, second factor, recovery codes, sessions: the second factor stands before the session."""

import html
import re
from typing import Any

import my_world
import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from django.utils import timezone
from my_world import PAUL, PETRA, minutes

from hostdesk.core.failures import PermanentFailure
from hostdesk.customers.models import Customer
from hostdesk.journal.models import Event
from hostdesk.outbox.models import Delivery
from hostdesk.portal import resetting, second_factor, signed_in
from hostdesk.portal.models import CustomerSession, Login, RecoveryCode

pytestmark = pytest.mark.django_db
PASSWORD = "korrekt-pferd-batterie-heft"


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    my_world.build()
    Customer.objects.update(language="en")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock.add(minutes)`."""

    class Clock:
        now = timezone.now()

        def add(self, more: float) -> None:
            self.now += minutes(more)

    found = Clock()
    monkeypatch.setattr(timezone, "now", lambda: found.now)
    return found


def letters(kind: str) -> list[str]:
    """To whom such letters went."""
    return [one.as_letter.to[0].address for one in Delivery.objects.filter(kind=f"my.{kind}")]


def code(secret: str) -> str:
    """What the app shows now."""
    import base64

    totp = TOTP(base64.b32decode(secret), 6, SHA1(), 30)  # noqa: S303 - as apps do
    return totp.generate(int(timezone.now().timestamp())).decode()


def switch_on(client: Client) -> tuple[str, list[str]]:
    """The secret and the recovery codes."""
    page = client.get("/my/security/second-factor/").content.decode()
    secret = re.findall(r'my-key">([A-Z2-7 ]+)<', page)[0].replace(" ", "")
    state = re.findall(r'name="state" value="([^"]+)"', page)[0]
    done = client.post("/my/security/second-factor/", {"state": state, "code": code(secret)})
    assert done.status_code == 200, done.content.decode()
    return secret, re.findall(r"<li>([a-z0-9-]{14})</li>", done.content.decode())


def half_way(client: Client, address: str = PETRA) -> str:
    """The page that asks for the second factor, after the link was used."""
    response = client.post(my_world.link_for(address, client))
    assert response.status_code == 200
    return html.unescape(re.findall(r'name="state" value="([^"]+)"', response.content.decode())[0])


def test_she_sets_a_password_signs_in_with_it_and_is_told_by_mail() -> None:
    client = my_world.sign_in()
    assert client.post("/my/security/password/", {"password": PASSWORD}).status_code == 302
    assert letters("password_set") == [PETRA]
    sent = {"address": PETRA, "password": PASSWORD, "with": "password"}
    other = Client()
    assert other.post("/my/sign-in/", sent)["Location"] == "/my/"
    assert other.get("/my/").status_code == 200


@pytest.mark.parametrize("weak", ["short", "1qaz2wsx3edc4rfv", "petra@meyer.example.test", ""])
def test_a_weak_password_is_refused_in_words(weak: str) -> None:
    response = my_world.sign_in().post("/my/security/password/", {"password": weak})
    assert response.status_code == 422
    assert letters("password_set") == []


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    my_world.sign_in().post("/my/security/password/", {"password": PASSWORD})
    pages = []
    for address, password in ((PETRA, "wrong"), (PAUL, PASSWORD), ("nobody@example.test", PASSWORD)):
        sent = {"address": address, "password": password, "with": "password"}
        response = Client().post("/my/sign-in/", sent)
        pages.append((response.status_code, response.content.decode().replace(address, "")))
    assert pages[0] == pages[1] == pages[2]


def test_guessing_passwords_is_slowed_down_and_the_link_still_works() -> None:
    my_world.sign_in().post("/my/security/password/", {"password": PASSWORD})
    sent = {"address": PETRA, "password": "wrong", "with": "password"}
    for _ in range(10):
        Client().post("/my/sign-in/", sent)
    right = {**sent, "password": PASSWORD}
    assert Client().post("/my/sign-in/", right).status_code == 429
    CustomerSession.objects.all().delete()
    from hostdesk.portal.models import SignInLink

    SignInLink.objects.all().delete()  # her first link was a moment ago
    assert my_world.sign_in().get("/my/").status_code == 200


def test_a_new_password_ends_every_other_session_and_changes_the_key_of_this_one() -> None:
    here = my_world.sign_in()
    from hostdesk.portal.models import SignInLink

    SignInLink.objects.all().delete()
    there = my_world.sign_in()
    before = here.cookies[signed_in.COOKIE].value
    here.post("/my/security/password/", {"password": PASSWORD})
    assert there.get("/my/").status_code == 302
    assert here.get("/my/").status_code == 200
    assert here.cookies[signed_in.COOKIE].value != before
    thief = Client()
    thief.cookies[signed_in.COOKIE] = before
    assert thief.get("/my/").status_code == 302


def test_changes_need_a_sign_in_of_the_last_half_hour(clock: Any) -> None:
    client = my_world.sign_in()
    clock.add(31)
    response = client.post("/my/security/password/", {"password": PASSWORD})
    assert "again=1" in response["Location"]
    assert not Login.objects.exclude(password="").exists()
    assert client.get("/my/").status_code == 200


def test_the_second_factor_is_asked_before_there_is_a_session(clock: Any) -> None:
    secret, _codes = switch_on(my_world.sign_in())
    assert letters("second_factor_on") == [PETRA]
    clock.add(2)
    client = Client()
    state = half_way(client)
    assert signed_in.COOKIE not in client.cookies
    assert client.get("/my/").status_code == 302
    wrong = client.post("/my/sign-in/code/", {"state": state, "code": "000000"})
    assert wrong.status_code == 422
    assert client.post("/my/sign-in/code/", {"state": state, "code": code(secret)})["Location"] == "/my/"
    assert CustomerSession.objects.get(pk=_key(client)).had_second_factor


def test_a_password_does_not_pass_by_the_second_factor(clock: Any) -> None:
    client = my_world.sign_in()
    client.post("/my/security/password/", {"password": PASSWORD})
    switch_on(client)
    other = Client()
    other.post("/my/sign-in/", {"address": PETRA, "password": PASSWORD, "with": "password"})
    assert other.get("/my/").status_code == 302


def test_a_code_counts_once(clock: Any) -> None:
    secret, _codes = switch_on(my_world.sign_in())
    clock.add(2)
    first, second = Client(), Client()
    state = half_way(first)
    sent = {"state": state, "code": code(secret)}
    assert first.post("/my/sign-in/code/", sent).status_code == 302
    assert second.post("/my/sign-in/code/", sent).status_code == 422


def test_codes_cannot_be_guessed(clock: Any) -> None:
    secret, _codes = switch_on(my_world.sign_in())
    clock.add(2)
    client = Client()
    state = half_way(client)
    for n in range(6):
        client.post("/my/sign-in/code/", {"state": state, "code": f"00000{n}"})
    assert client.post("/my/sign-in/code/", {"state": state, "code": code(secret)}).status_code == 429


def test_the_first_proof_is_good_for_ten_minutes(clock: Any) -> None:
    import time

    secret, _codes = switch_on(my_world.sign_in())
    clock.add(2)
    client = Client()
    state = half_way(client)
    real = time.time
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: real() + 700)
        response = client.post("/my/sign-in/code/", {"state": state, "code": code(secret)})
    assert response["Location"] == "/my/sign-in/"


@pytest.mark.parametrize("state", ["", "x", "WzEsInBldHJhIl0:1tABC:forged"])
def test_a_forged_first_proof_leads_to_the_beginning(state: str) -> None:
    response = Client().post("/my/sign-in/code/", {"state": state, "code": "000000"})
    assert response["Location"] == "/my/sign-in/"


def test_a_recovery_code_counts_once_and_is_told_by_mail(clock: Any) -> None:
    _secret, codes = switch_on(my_world.sign_in())
    assert len(codes) == second_factor.CODES
    clock.add(2)
    first = Client()
    sent = {"state": half_way(first), "code": codes[0].upper().replace("-", " ")}
    assert first.post("/my/sign-in/code/", sent).status_code == 302
    assert letters("recovery_used") == [PETRA]
    assert Client().post("/my/sign-in/code/", sent).status_code == 422


def test_the_tables_hold_neither_secret_nor_recovery_codes() -> None:
    secret, codes = switch_on(my_world.sign_in())
    login = Login.objects.get()
    assert secret not in login.totp_secret
    assert not RecoveryCode.objects.filter(code_sha256__in=codes).exists()
    assert not Event.objects.filter(payload__contains=secret).exists()


def test_she_switches_the_second_factor_off_and_is_told_by_mail() -> None:
    client = my_world.sign_in()
    switch_on(client)
    client.post("/my/security/second-factor/off/")
    assert letters("second_factor_off") == [PETRA]
    assert not second_factor.is_on(my_world.contact())


def test_a_secret_shown_to_somebody_else_switches_nothing_on() -> None:
    petra, paul = my_world.sign_in(PETRA), my_world.sign_in(PAUL)
    page = petra.get("/my/security/second-factor/").content.decode()
    secret = re.findall(r'my-key">([A-Z2-7 ]+)<', page)[0].replace(" ", "")
    state = re.findall(r'name="state" value="([^"]+)"', page)[0]
    paul.post("/my/security/second-factor/", {"state": state, "code": code(secret)})
    assert not second_factor.is_on(my_world.contact(PAUL))


def test_she_sees_where_she_is_signed_in_and_ends_the_others() -> None:
    here = my_world.sign_in()
    from hostdesk.portal.models import SignInLink

    SignInLink.objects.all().delete()
    there = my_world.sign_in()
    page = here.get("/my/security/").content.decode()
    assert "Another browser" in page
    here.post("/my/security/sessions/")
    assert there.get("/my/").status_code == 302
    assert here.get("/my/").status_code == 200


def test_who_has_lost_everything_is_helped_by_a_person_and_hears_of_it() -> None:
    client = my_world.sign_in()
    switch_on(client)
    resetting.reset(PETRA, "asked back by phone", by="command")
    assert client.get("/my/").status_code == 302
    assert not second_factor.is_on(my_world.contact())
    assert letters("reset") == [PETRA]
    assert Event.objects.get(kind="my.reset").data["because"] == "asked back by phone"


@pytest.mark.parametrize(("address", "because"), [(PETRA, " "), ("nobody@example.test", "phoned")])
def test_nobody_is_reset_without_a_reason_or_without_being_there(address: str, because: str) -> None:
    with pytest.raises(PermanentFailure):
        resetting.reset(address, because, by="command")


def _key(client: Client) -> str:
    from hostdesk.portal.sessions import digest

    return digest(client.cookies[signed_in.COOKIE].value)
