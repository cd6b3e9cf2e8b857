"""Customers sign in by a mailed link: nothing is visible before the address is proven."""

from typing import Any

import my_world
import pytest
from django.test import Client
from django.utils import timezone
from my_world import AYLIN, MALLORY, PAUL, PETRA, minutes

from hostdesk.customers.models import Contact
from hostdesk.journal.models import Event
from hostdesk.outbox.models import Delivery
from hostdesk.portal import asking, signed_in
from hostdesk.portal.models import Ask, CustomerSession, SignInLink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    my_world.build()


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


def test_a_contact_signs_in_by_the_link_of_our_letter() -> None:
    client = Client()
    link = my_world.link_for(PETRA, client)
    assert client.get("/my/").status_code == 302
    assert client.post(link)["Location"] == "/my/"
    assert client.get("/my/").status_code == 200
    letter = Delivery.objects.get(kind="my.sign_in").as_letter
    assert [one.address for one in letter.to] == [PETRA]
    assert letter.is_automatic


def test_the_answer_is_the_same_for_every_address() -> None:
    pages = []
    for address in (PETRA, MALLORY, "nobody@example.test"):
        client = Client()
        first = client.post("/my/sign-in/", {"address": address, "with": "link"})
        page = client.get(first["Location"])
        pages.append((first.status_code, first["Location"], dict(first.cookies), page.content))
    assert pages[0] == pages[1] == pages[2]
    assert asking.answer_waiting(timezone.now()) == 1


def test_the_same_work_is_done_for_every_address(django_assert_num_queries: Any) -> None:
    for address in (PETRA, MALLORY):
        with django_assert_num_queries(3):
            Client().post("/my/sign-in/", {"address": address, "with": "link"})


def test_looking_at_the_link_uses_nothing_so_that_scanners_do_no_harm() -> None:
    link = my_world.link_for()
    for _ in range(3):
        scanner = Client()
        assert scanner.get(link).status_code == 200
        assert scanner.head(link).status_code == 200
        assert signed_in.COOKIE not in scanner.cookies
    assert Client().post(link).status_code == 302


def test_a_link_works_in_another_browser_and_only_once() -> None:
    asked_in, opened_in, thief = Client(), Client(), Client()
    link = my_world.link_for(PETRA, asked_in)
    assert opened_in.post(link).status_code == 302
    assert thief.post(link).status_code == 404
    assert thief.get("/my/").status_code == 302


def test_a_used_link_voids_those_sent_before(clock: Any) -> None:
    first = my_world.link_for()
    clock.add(2)
    second = my_world.link_for()
    assert Client().post(second).status_code == 302
    assert Client().post(first).status_code == 404


def test_a_link_is_valid_for_twenty_minutes(clock: Any) -> None:
    link = my_world.link_for()
    clock.add(21)
    assert Client().get(link).status_code == 404
    assert Client().post(link).status_code == 404


def test_a_link_proves_the_address_that_it_went_to_and_no_other() -> None:
    link = my_world.link_for()
    Contact.objects.filter(address=PETRA).update(address="p.neu@meyer.example.test")
    assert Client().post(link).status_code == 404


def test_who_has_left_gets_no_link_and_a_link_she_has_is_void() -> None:
    link = my_world.link_for()
    Contact.objects.filter(address=PETRA).update(is_former=True)
    assert Client().post(link).status_code == 404
    Contact.objects.filter(address=PAUL).update(is_former=True)
    assert my_world.link_for(PAUL) == ""


def test_the_tables_hold_neither_links_nor_keys_of_sessions() -> None:
    client = Client()
    token = my_world.link_for(PETRA, client).rpartition("/")[2]
    client.post(f"/my/in/{token}")
    cookie = client.cookies[signed_in.COOKIE].value
    assert not SignInLink.objects.filter(token_sha256=token).exists()
    assert not CustomerSession.objects.filter(session_key=cookie).exists()
    assert not Event.objects.filter(payload__contains=token).exists()


def test_somebody_elses_mailbox_cannot_be_filled_with_links(clock: Any) -> None:
    for _ in range(5):
        Client().post("/my/sign-in/", {"address": PETRA, "with": "link"})
    assert asking.answer_waiting(timezone.now()) == 1
    sent = 1
    for _ in range(30):
        clock.add(1.1)
        Ask.objects.create(address=PETRA, language="de", asked_at=clock.now)
        sent += asking.answer_waiting(clock.now)
    assert sent == 6


def test_who_asks_for_link_after_link_must_wait() -> None:
    answers = [Client().post("/my/sign-in/", {"address": f"a{n}@example.test"}) for n in range(25)]
    assert [one.status_code for one in answers[:20]] == [302] * 20
    assert answers[-1].status_code == 429


def test_who_guesses_links_must_wait() -> None:
    link = my_world.link_for()
    for n in range(30):
        Client().get(f"/my/in/wrong{n}")
    assert Client().post(link).status_code == 429


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites() -> None:
    cookie = my_world.sign_in().cookies[signed_in.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert len(cookie.value) >= 43  # 256 bits


def test_a_session_ends_after_twelve_hours_without_a_look_and_after_seven_days(clock: Any) -> None:
    idle, busy = my_world.sign_in(PETRA), my_world.sign_in(PAUL)
    clock.add(12 * 60 + 1)
    assert idle.get("/my/").status_code == 302
    for _ in range(30):
        busy.get("/my/")
        clock.add(6 * 60)
    assert busy.get("/my/").status_code == 302


def test_a_session_ends_when_the_address_changes_or_she_leaves() -> None:
    petra, paul = my_world.sign_in(PETRA), my_world.sign_in(PAUL)
    Contact.objects.filter(address=PETRA).update(address="p.neu@meyer.example.test")
    Contact.objects.filter(address=PAUL).update(is_former=True)
    assert petra.get("/my/").status_code == 302
    assert paul.get("/my/").status_code == 302


def test_signing_in_gives_a_new_key_and_ends_the_session_before() -> None:
    client = Client()
    client.cookies[signed_in.COOKIE] = "chosen-by-mallory"
    client.post(my_world.link_for(PETRA, client))
    first = client.cookies[signed_in.COOKIE].value
    assert first != "chosen-by-mallory"
    client.post(my_world.link_for(AYLIN, client))
    assert client.cookies[signed_in.COOKIE].value != first
    assert CustomerSession.objects.count() == 1


def test_signing_out_ends_the_session_for_whoever_has_the_key() -> None:
    client = my_world.sign_in()
    key = client.cookies[signed_in.COOKIE].value
    client.post("/my/sign-out/")
    thief = Client()
    thief.cookies[signed_in.COOKIE] = key
    assert thief.get("/my/").status_code == 302


def test_a_customers_session_is_nothing_at_the_desk_and_the_other_way_round() -> None:
    customer, staff = my_world.sign_in(), Client()
    staff.force_login(my_world.ada())
    assert customer.get("/desk/").status_code == 302
    assert "/account/login/" in customer.get("/desk/")["Location"]
    customer.cookies["sessionid"] = customer.cookies[signed_in.COOKIE].value
    assert "/account/login/" in customer.get("/desk/")["Location"]
    staff.cookies[signed_in.COOKIE] = staff.cookies["sessionid"].value
    assert "/my/sign-in/" in staff.get("/my/")["Location"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://boese.example.test"},
        {"Origin": "null"},
    ],
)
def test_another_sites_form_signs_nobody_in_or_out(headers: dict[str, str]) -> None:
    link = my_world.link_for()
    assert Client().post(link, headers=headers).status_code == 403
    client = Client()
    client.post(link)
    assert client.post("/my/sign-out/", headers=headers).status_code == 403
    assert client.get("/my/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/my/t/HD-1/", "/my/t/HD-1/"),
        ("https://boese.example.test/", "/my/"),
        ("//boese.example.test/", "/my/"),
        ("/\\boese.example.test", "/my/"),
        ("javascript:alert(1)", "/my/"),
    ],
)
def test_after_signing_in_she_is_where_she_wanted_to_be_on_our_pages(wanted: str, got: str) -> None:
    client = Client()
    client.post("/my/sign-in/", {"address": PETRA, "with": "link", "next": wanted})
    asking.answer_waiting(timezone.now())
    link = my_world.path_in(Delivery.objects.get(kind="my.sign_in"))
    assert client.post(link)["Location"] == got


def test_nobody_gets_a_cookie_before_signing_in() -> None:
    client = Client()
    for path in ("/my/sign-in/", "/my/sign-in/sent/", my_world.link_for(PAUL)):
        assert not client.get(path).cookies


def test_who_asks_whether_somebody_is_signed_in_needs_no_query_without_the_cookie(
    rf: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert signed_in.contact_of(rf.get("/")) is None


def test_a_signed_in_page_takes_one_query_to_know_who_it_is(rf: Any, django_assert_num_queries: Any) -> None:
    request = rf.get("/")
    request.COOKIES[signed_in.COOKIE] = my_world.sign_in().cookies[signed_in.COOKIE].value
    with django_assert_num_queries(1):
        found = signed_in.contact_of(request)
        assert found is not None
        assert found.customer.name == "Meyer Metallbau GmbH"
    assert signed_in.contact_of(request) == found


def test_a_letter_about_signing_in_belongs_to_no_ticket_and_its_outcome_disturbs_none() -> None:
    from hostdesk.tickets.deliveries import changed

    my_world.link_for()
    changed(Delivery.objects.get(kind="my.sign_in"))
