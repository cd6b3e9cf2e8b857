"""Customers at the portal, in a browser: sign in by the mail, answer, reopen, passkey, codes, consent."""

import base64
import re
from collections.abc import Callable, Iterator
from datetime import date

import desk_world
import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from desk_world import World
from django.utils import timezone
from playwright.sync_api import Page, expect

from hostdesk.billing import actions as billing
from hostdesk.billing import services, tariffs
from hostdesk.billing.models import Answer, ConsentRequest, Statement, Way
from hostdesk.core.states import State
from hostdesk.customers.models import Contact, Customer, Place
from hostdesk.lib import blobs
from hostdesk.outbox import enqueue
from hostdesk.outbox.models import Delivery
from hostdesk.portal import asking
from hostdesk.portal.models import SignInLink
from hostdesk.ratings import asking as ratings
from hostdesk.tickets import actions
from hostdesk.tickets.models import Kind, Message, Ticket

PETRA = "petra.meyer@meyer.example.test"
WIDTHS = (320, 390, 1024, 1440)
SMALLEST = 24  # px
Desk = Callable[..., Page]


@pytest.fixture
def ticket(world: World) -> Iterator[Ticket]:
    """Answered and solved, with work that costs something, a finding, a question and a statement."""
    tariffs.make_first()
    services.make_first()
    found = desk_world.letter(
        "Donaudampfschifffahrtsnewsletter bricht nach 200 Empfängern ab",
        html="<p>Hallo</p>", files=(desk_world.enclosure("sehr-langer-name-einer-datei-" * 4 + ".txt"),),
    )  # fmt: skip
    billing.find_sphere(found, "outside", "Eigenes Skript der Kundin", world.ada)
    billing.ask_consent(found, world.ada)
    Ticket.objects.filter(pk=found.pk).update(responded_at=timezone.now())
    reply = actions.reply(found, "Wir haben es **umgestellt**.", world.ada, then=actions.SOLVE)
    assert reply.delivery is not None
    enqueue.send_now(reply.delivery)
    billing.dispute(found, "Das lag an Ihrem Netz.", contact=Contact.objects.get(address=PETRA))
    Statement.objects.create(
        number="LA-2026-00001", customer=Customer.objects.get(number="K-20871"), month=date(2026, 10, 1),
        content={"warnings": []}, net=1, vat=1, gross=2, pdf_sha256=blobs.store(b"%PDF-1.7"),
        csv_sha256=blobs.store(b"x"), by=world.ada, at=timezone.now(),
    )  # fmt: skip
    yield found


def link() -> str:
    """Out of the letter that was mailed just now."""
    asking.answer_waiting(timezone.now())
    letter = Delivery.objects.filter(kind="my.sign_in").latest("pk").as_letter
    found = re.search(r"/my/in/[\w-]+", letter.text)
    assert found is not None
    return found[0]


def sign_in(page: Page, at: str = "") -> None:
    """Type the address, open the mail's link, press the button."""
    SignInLink.objects.all().delete()  # a minute lies between two links
    page.goto(f"{at}/my/sign-in/")
    page.get_by_label("Mail", exact=False).first.fill(PETRA)
    page.locator("button[value=link]").click()
    page.wait_for_url("**/sent/")
    page.goto(at + link())
    page.locator("main form button").click()


def test_a_customer_signs_in_answers_with_a_file_and_opens_the_ticket_again(
    desk: Desk, ticket: Ticket
) -> None:
    page = desk(None)
    sign_in(page)
    page.wait_for_url("**/my/")
    page.get_by_role("link", name="Solved").click()
    page.get_by_role("link", name=re.compile("Donaudampf")).click()
    expect(page.get_by_text("umgestellt")).to_be_visible()
    page.get_by_label("Your message").fill("Es bricht immer noch ab.")
    page.locator("input[type=file]").set_input_files(
        {"name": "log.txt", "mimeType": "text/plain", "buffer": b"Zeile"}
    )
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("arrived")
    expect(page.get_by_role("link", name="log.txt")).to_be_visible()
    ticket.refresh_from_db()
    assert ticket.state == State.OPEN
    assert Message.objects.filter(ticket=ticket, kind=Kind.IN).latest("pk").attachments.count() == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="log.txt").click()
    assert download.value.suggested_filename == "log.txt"
    page.get_by_role("button", name="It is settled").click()
    expect(page.get_by_role("status")).to_contain_text("solved")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/my/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_signs_in_without_any_mail(desk: Desk, server: str, world: World) -> None:
    here = server.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    page = desk(None)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, here)
    page.wait_for_url("**/my/")
    page.goto(f"{here}/my/security/")
    page.get_by_label("Name of the device").fill("Petras Telefon")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("saved")
    expect(page.locator("main b", has_text="Petras Telefon")).to_be_visible()
    assert Delivery.objects.filter(kind="my.passkey_added").count() == 1
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/my/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ickets")


def test_the_second_factor_is_asked_for_after_the_link(desk: Desk, world: World) -> None:
    page = desk(None)
    sign_in(page)
    page.wait_for_url("**/my/")
    page.goto("/my/security/")
    page.get_by_role("link", name="Switch on").click()
    page.get_by_text("Type the key").click()
    secret = page.locator(".my-key").inner_text().replace(" ", "")
    totp = TOTP(base64.b32decode(secret), 6, SHA1(), 30)  # noqa: S303 - as apps do
    now = int(timezone.now().timestamp())
    page.get_by_label("Type the code").fill(totp.generate(now).decode())
    page.get_by_role("button", name="Switch on").click()
    expect(page.locator(".my-codes li")).to_have_count(10)
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page)
    page.get_by_label("The code that your app shows").fill(totp.generate(now + 30).decode())
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/my/")


def test_consent_at_night_on_a_phone(desk: Desk, ticket: Ticket) -> None:
    Customer.objects.update(language="de")
    page = desk(None, viewport={"width": 390, "height": 844}, locale="de-DE", color_scheme="dark")
    sign_in(page)
    page.wait_for_url("**/my/")
    page.goto("/my/consents/")
    page.get_by_role("link", name="Frage ansehen und beantworten").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert ConsentRequest.objects.get().answer == Answer.NONE
    page.locator("button[value=yes]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("agreed")
    found = ConsentRequest.objects.get()
    assert (found.answer, found.way) == (Answer.YES, Way.PAGE)


@pytest.mark.parametrize(("scheme", "language"), [("light", "de"), ("dark", "en")])
def test_my_pages_fit_and_axe_finds_nothing(
    scheme: str, language: str, desk: Desk, ticket: Ticket, server: str
) -> None:
    Customer.objects.update(language=language)
    Contact.objects.filter(address=PETRA).update(place=Place.MANAGER)
    page = desk(None, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    ratings.ask_due(timezone.now() + timezone.timedelta(days=1, minutes=5))
    rated = Delivery.objects.get(kind="rating.question").as_letter.text
    sign_in(page)
    page.wait_for_url("**/my/")
    asked = ConsentRequest.objects.get()
    paths = [
        "/my/?show=all", "/my/?q=xyzzy", f"/my/t/{ticket.number}/", "/my/consents/",
        f"/my/consents/{asked.pk}/", "/my/statements/", "/my/colleagues/", "/my/profile/", "/my/security/",
        "/my/security/second-factor/", "/my/sign-in/?again=1", "/my/sign-in/sent/", "/my/in/wrong",
        re.findall(r"/rating/[\w-]+", rated)[0],
    ]  # fmt: skip
    problems: dict[str, str] = {}
    for path in paths:
        page.goto(server + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        violations = Axe().run(page).response["violations"]
        problems |= {f"{path}: {one['id']}": one["nodes"][0]["html"] for one in violations}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                problems[f"{path} at {width}"] = "overflows"
        small = page.evaluate(
            "[...document.querySelectorAll('main a, main button, main summary')]"
            ".filter(one => one.checkVisibility() && !one.closest('.body'))"
            f".filter(one => one.getBoundingClientRect().height < {SMALLEST}).map(one => one.outerHTML)"
        )
        problems |= {f"{path}: too small": one for one in small}
    assert problems == {}
