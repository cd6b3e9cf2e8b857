"""The page behind the one-time link: only a button pressed there agrees, once, and to what it showed."""

import hashlib
import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, consents, tariffs
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core.incoming import Address, Authentication, Incoming, Verdict
from hostdesk.customers.models import Customer
from hostdesk.demo.cast_rows import install_cast
from hostdesk.journal.models import Event
from hostdesk.outbox.models import Delivery
from hostdesk.portal import consent_page
from hostdesk.tickets import intake
from hostdesk.tickets.models import Ticket

FRIDAY = datetime(2026, 11, 20, 18, 4, tzinfo=UTC)  # 19:04 in Munich
CLOSED = '"><script>alert(1)</script>'


class Evening:
    """A Friday evening: Meyer's newsletter is stuck, Ada asks whether she may work."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        cache.clear()
        install_cast()
        tariffs.make_first()
        self.now = FRIDAY
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        self.ada = Staff.objects.get(name__startswith="Ada")
        self.meyer = Customer.objects.order_by("number").first()

    def ask(self, subject: str = "Newsletter bricht ab", language: str = "de") -> str:
        """The link's path, as it stands in the letter."""
        ticket = self._ticket(subject, language)
        actions.find_sphere(ticket, "outside", "Eigenes Skript", self.ada)
        self.request = actions.ask_consent(ticket, self.ada)
        letter = Delivery.objects.order_by("-pk").first()
        token = re.search(r"/consent/([\w-]+)", str(letter.letter)).group(1)
        return f"/consent/{token}"

    def _ticket(self, subject: str, language: str) -> Ticket:
        contact = self.meyer.contacts.first()
        key = hashlib.sha256(subject.encode()).hexdigest()
        message = intake.receive(
            Incoming(
                key=f"mail:{key}",
                channel="mail",
                sender=Address(contact.address, contact.name),
                subject=subject,
                text="Bitte helfen.",
                new_text="Bitte helfen.",
                to=(Address("support@localhost.localdomain"),),
                recipients=("support@localhost.localdomain",),
                message_id=f"{key[:20]}@meyer.example.test",
                authentication=Authentication(dmarc=Verdict.PASS),
                language=language,
            ),
            self.now - timedelta(minutes=40),
        )
        ticket = Ticket.objects.get(pk=message.ticket_id)
        Ticket.objects.filter(pk=ticket.pk).update(language=language)
        ticket.refresh_from_db()
        return ticket

    @property
    def answer(self) -> str:
        """What the record says now."""
        return ConsentRequest.objects.get(pk=self.request.pk).answer


@pytest.fixture
def evening(db: None, monkeypatch: pytest.MonkeyPatch) -> Evening:
    return Evening(monkeypatch)


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def _fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def _press(browser: Client, path: str, answer: str, **changed: Any) -> Any:
    fields = _fields(browser.get(path).content.decode())
    return browser.post(path, {**fields, "answer": answer, **changed}, headers={"Origin": "null"})


def test_the_page_says_what_it_costs_before_anybody_agrees(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    page = html.unescape(browser.get(path).content.decode())
    for words in (
        "Newsletter bricht ab",
        "80,00\u00a0€", "95,20\u00a0€", "30,00\u00a0€", "35,70\u00a0€", "110,00\u00a0€",
        "200,00\u00a0€", "320,00\u00a0€", "380,80\u00a0€", "Montag, 23. November 2026, 08:00 Uhr",
        "Montag, 23. November 2026, 09:00 Uhr", "21,00\u00a0€", "Kostenpflichtig beauftragen", 'lang="de"',
    ):  # fmt: skip
        assert words in page, words
    assert evening.request.text in page
    assert hashlib.sha256(evening.request.text.encode()).hexdigest() == _fields(page)["shown"]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("headers", [{}, {"Sec-Purpose": "prefetch"}, {"User-Agent": "SafeLinks scanner"}])
def test_whoever_only_looks_agrees_to_nothing(
    evening: Evening, browser: Client, method: str, headers: dict[str, str]
) -> None:
    path = evening.ask()
    events = Event.objects.count()
    for address in (path, f"{path}?answer=yes", f"{path}?answer=yes&shown={evening.request.text_sha256}"):
        assert getattr(browser, method)(address, headers=headers).status_code == 200
    assert evening.answer == Answer.NONE
    assert Event.objects.count() == events


def test_the_button_agrees_and_the_page_confirms_it(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    done = _press(browser, path, "yes")
    assert (done.status_code, done["Location"]) == (302, path)
    page = browser.get(path).content.decode()
    assert evening.answer == Answer.YES
    assert "Vielen Dank" in page
    assert evening.request.address in page
    request = ConsentRequest.objects.get(pk=evening.request.pk)
    assert (request.ip, request.way) == ("127.0.0.1", "link")


def test_the_other_button_says_no_and_names_the_moment(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    _press(browser, path, "no")
    assert evening.answer == Answer.NO
    assert "Montag, 23. November 2026, 08:00" in browser.get(path).content.decode()


def test_a_yes_can_be_taken_back(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    _press(browser, path, "yes")
    _press(browser, path, "revoke")
    assert evening.answer == Answer.REVOKED
    assert "zurückgenommen" in browser.get(path).content.decode()


@pytest.mark.parametrize(("first", "then"), [("yes", "no"), ("no", "yes"), ("yes", "yes"), ("no", "revoke")])
def test_a_second_click_changes_nothing(evening: Evening, browser: Client, first: str, then: str) -> None:
    path = evening.ask()
    fields = _fields(browser.get(path).content.decode())
    for answer in (first, then):
        browser.post(path, {**fields, "answer": answer})
    assert evening.answer == first
    assert Event.objects.filter(kind__in=["consent.given", "consent.refused"]).count() == 1


def test_a_form_sent_again_later_changes_nothing(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    form = {**_fields(browser.get(path).content.decode()), "answer": "yes"}
    browser.post(path, form)
    _press(browser, path, "revoke")
    browser.post(path, form)
    assert evening.answer == Answer.REVOKED


def test_an_expired_link_orders_nothing_and_says_so(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    form = {**_fields(browser.get(path).content.decode()), "answer": "yes"}
    evening.now = evening.request.expires_at
    assert browser.post(path, form).status_code == 409
    assert evening.answer == Answer.NONE
    assert "abgelaufen" in browser.get(path).content.decode()


def test_a_link_of_another_ticket_agrees_to_that_one_alone(evening: Evening, browser: Client) -> None:
    first_path = evening.ask("Erste Frage")
    first = evening.request
    second_path = evening.ask("Zweite Frage")
    other_form = {**_fields(browser.get(first_path).content.decode()), "answer": "yes"}
    assert browser.post(second_path, other_form).status_code == 409  # the form showed another text
    assert evening.answer == Answer.NONE
    assert ConsentRequest.objects.get(pk=first.pk).answer == Answer.NONE


@pytest.mark.parametrize("shown", ["", "0" * 64, CLOSED])
def test_whoever_was_shown_something_else_has_not_agreed(
    evening: Evening, browser: Client, shown: str
) -> None:
    path = evening.ask()
    answer = _press(browser, path, "yes", shown=shown)
    assert answer.status_code == 409
    assert evening.answer == Answer.NONE
    assert CLOSED not in answer.content.decode()


def test_after_a_change_of_price_nobody_agrees_to_the_old_one(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    form = {**_fields(browser.get(path).content.decode()), "answer": "yes"}
    tariff = evening.request.tariff
    ines = Staff.objects.get(role="admin")
    evening.now = FRIDAY - timedelta(days=2)
    actions.add_tariff({"surcharge_price": Decimal("35.00")}, FRIDAY.date(), ines)
    evening.now = FRIDAY
    assert evening.request.tariff == tariff
    assert browser.post(path, form).status_code == 409
    assert evening.answer == Answer.NONE
    assert "Preise haben sich" in browser.get(path).content.decode()


def test_a_former_contact_agrees_to_nothing(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    form = {**_fields(browser.get(path).content.decode()), "answer": "yes"}
    evening.meyer.contacts.update(is_former=True)
    assert browser.post(path, form).status_code == 409
    assert evening.answer == Answer.NONE


@pytest.mark.parametrize("without", ["csrfmiddlewaretoken", "cookie"])
def test_a_form_of_somebody_else_is_refused(evening: Evening, browser: Client, without: str) -> None:
    path = evening.ask()
    form = {**_fields(browser.get(path).content.decode()), "answer": "yes"}
    if without == "cookie":
        browser.cookies.clear()
    else:
        del form[without]
    assert browser.post(path, form).status_code == 403
    assert evening.answer == Answer.NONE


def test_a_form_on_another_site_is_refused(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    form = {**_fields(browser.get(path).content.decode()), "answer": "yes"}
    assert browser.post(path, form, headers={"Origin": "https://evil.example.test"}).status_code == 403
    assert evening.answer == Answer.NONE


@pytest.mark.parametrize("answer", ["", "maybe", "YES", "yes\r\nX: y", "__init__"])
def test_an_unknown_button_does_nothing(evening: Evening, browser: Client, answer: str) -> None:
    path = evening.ask()
    assert _press(browser, path, answer).status_code == 302
    assert evening.answer == Answer.NONE


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_no_other_way_of_asking_works(evening: Evening, method: str) -> None:
    path = evening.ask()
    assert getattr(Client(), method)(path).status_code == 405
    assert evening.answer == Answer.NONE


WRONG: dict[str, Callable[[str], str]] = {
    "made up": lambda path: "/consent/" + "A" * 43,
    "cut short": lambda path: path[:-1],
    "longer": lambda path: path + "A",
    "very long": lambda path: "/consent/" + "A" * 4000,
    "other case": lambda path: path[:-4] + path[-4:].swapcase() + "a",
    "with a line break": lambda path: path + "%0d%0aSet-Cookie:x=y",
    "with nothing": lambda path: path + "%00",
    "the digest": lambda path: "/consent/" + consents.digest(path.rpartition("/")[2]),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_wrong_link_learns_nothing(evening: Evening, browser: Client, how: str) -> None:
    path = evening.ask()
    wrong, fake = WRONG[how](path), "/consent/" + "x" * 43
    answer, other = browser.get(wrong), browser.get(fake)
    assert answer.status_code == other.status_code == 404
    assert answer.content == other.content
    assert evening.request.ticket.number not in answer.content.decode()
    assert "Set-Cookie" not in answer.headers


def test_who_tries_many_wrong_links_is_made_to_wait(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    for _ in range(consent_page.WRONG_ONES):
        assert browser.get("/consent/" + "x" * 43).status_code == 404
    assert browser.get("/consent/" + "x" * 43).status_code == 429
    assert browser.get(path).status_code == 429
    assert browser.get(path, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_what_a_browser_calls_itself_cannot_break_the_record(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    fields = _fields(browser.get(path).content.decode())
    agent = "Mozilla\r\nX-Evil: 1\x00" + "y" * 5000 + "\u2028"
    browser.post(path, {**fields, "answer": "yes"}, HTTP_USER_AGENT=agent)
    kept = ConsentRequest.objects.get(pk=evening.request.pk).user_agent
    assert kept.startswith("MozillaX-Evil: 1yyy")
    assert len(kept) == 300


def test_a_subject_is_text_and_never_markup(evening: Evening, browser: Client) -> None:
    page = browser.get(evening.ask(CLOSED)).content.decode()
    assert "<script" not in page


@pytest.mark.parametrize("state", ["open", "answered", "wrong", "refused"])
def test_the_address_stays_secret(evening: Evening, browser: Client, state: str) -> None:
    path = evening.ask()
    if state == "answered":
        _press(browser, path, "yes")
    answer = {
        "open": lambda: browser.get(path),
        "answered": lambda: browser.get(path),
        "wrong": lambda: browser.get("/consent/wrong"),
        "refused": lambda: browser.post(path, {"answer": "yes"}),
    }[state]()
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Frame-Options"] == "DENY"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'none'" in policy
    page = answer.content.decode()
    assert "<script" not in page
    assert not re.findall(r'(?:href|src|action)="(?:https?:)?//', page)
    assert path.rpartition("/")[2] not in page


def test_a_consumer_orders_with_the_words_of_the_law(evening: Evening, browser: Client) -> None:
    Customer.objects.filter(pk=evening.meyer.pk).update(is_consumer=True)
    page = html.unescape(browser.get(evening.ask()).content.decode())
    assert re.search(r'value="yes">\s*zahlungspflichtig bestellen\s*<', page)
    assert "binnen 14 Tagen widerrufen" in page.partition('value="yes"')[0].rpartition("<form")[2]
    assert page.index("95,20") < page.index("80,00")


def test_the_page_speaks_the_language_of_the_question(evening: Evening) -> None:
    path = evening.ask(language="en")
    page = Client(headers={"Accept-Language": "de"}).get(path).content.decode()
    assert 'lang="en"' in page
    assert "May we do chargeable work for you?" in page
    assert "€380.80" in html.unescape(page)


def test_afterwards_the_page_says_that_the_time_is_over(evening: Evening, browser: Client) -> None:
    path = evening.ask()
    _press(browser, path, "yes")
    evening.now = evening.request.covers_until
    page = html.unescape(browser.get(path).content.decode())
    assert "Diese Zeit ist vorbei" in page
    assert "so bald wie möglich" not in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("21,00", "Montag bis Freitag von 8:00 bis 18:00 Uhr", "Mailprogramm", "Kostenlos")),
        ("en", ("21.00", "Monday to Friday from 8:00 to 18:00", "mail program", "Free, always")),
    ],
)
def test_the_public_price_list_is_that_of_the_desk(
    evening: Evening, language: str, words: tuple[str, ...]
) -> None:
    from hostdesk.billing import services

    services.make_first()
    page = html.unescape(Client().get(f"/{language}/prices/").content.decode())
    for word in words:
        assert word in page, word
    ines = Staff.objects.get(role="admin")
    evening.now = FRIDAY - timedelta(days=9)
    actions.add_tariff({"day_price": Decimal("22.50")}, FRIDAY.date() - timedelta(days=1), ines)
    evening.now = FRIDAY
    page = Client().get(f"/{language}/prices/").content.decode()
    assert {"de": "22,50", "en": "22.50"}[language] in page


def test_a_raised_cap_has_a_page_of_its_own_and_the_old_yes_goes_on_meanwhile(
    evening: Evening, browser: Client
) -> None:
    first = evening.ask()
    _press(browser, first, "yes")
    request = evening.request
    evening.now += timedelta(minutes=30)
    raised = actions.raise_cap(request.ticket, evening.ada, hours=1)
    token = re.search(r"/consent/([\w-]+)", str(Delivery.objects.order_by("-pk").first().letter)).group(1)
    page = html.unescape(browser.get(f"/consent/{token}").content.decode())
    assert "3 Std." in page or "3 h" in page  # what is left of the first two hours is asked for again
    assert evening.answer == Answer.YES
    _press(browser, f"/consent/{token}", "yes")
    raised.refresh_from_db()
    assert (raised.answer, raised.cap_seconds) == (Answer.YES, 10_800)
    assert evening.answer == Answer.YES
