"""A guest who writes: by form, with and without JavaScript, on a small screen, heard and seen."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_world import World
from django.conf import settings
from django.utils.safestring import SafeString
from playwright.sync_api import Browser, Page, expect

from hostdesk.billing import services, tariffs
from hostdesk.knowledge.search import Hit
from hostdesk.portal import contact_answers, form_guard
from hostdesk.tickets.models import Ticket

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def nordlicht(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path) -> Iterator[World]:
    tariffs.make_first()
    services.make_first()
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(form_guard, "QUICKEST", 0)
    hit = Hit(
        7, "article", "Sending mail with Outlook", "outlook", SafeString("Port <mark>465</mark>"), "Mail"
    )
    monkeypatch.setattr(contact_answers, "suggest", lambda words, *_: [hit] if "Outlook" in words else [])
    yield world


def fill_in(page: Page, server: str) -> None:
    page.goto(f"{server}/en/contact/")
    page.get_by_role("link", name="Something does not work").click()
    page.get_by_label("Your name").fill("Nina Neu")
    page.get_by_label("Your mail address").fill("nina@neu.example.test")
    page.get_by_label("Subject").fill("Outlook does not send")
    page.get_by_label("Your message").fill("Since this morning.")
    page.get_by_label("Files").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"PNG"})


def heard_nothing(page: Page) -> None:
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_guest_writes_and_gets_a_number(
    chromium: Browser, server: str, nordlicht: World, has_scripts: bool
):
    context = chromium.new_context(java_script_enabled=has_scripts, locale="en-GB")
    page = context.new_page()
    fill_in(page, server)
    page.get_by_role("button", name="Send").last.click()
    expect(page.get_by_text("Please write the number")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("Since this morning.")
    expect(page.get_by_text("a.png").first).to_be_visible()
    page.get_by_label("I do not have a number").check()
    page.get_by_role("button", name="Send").last.click()
    expect(page.get_by_role("heading", name="Your message has arrived")).to_be_visible()
    expect(page.locator(".number b")).to_have_text(Ticket.objects.get().number)
    assert not context.cookies()
    context.close()


def test_answers_come_while_the_subject_is_typed(chromium: Browser, server: str, nordlicht: World):
    page = chromium.new_page(locale="en-GB")
    page.goto(f"{server}/en/contact/?about=problem")
    page.get_by_label("Subject").press_sequentially("Outlook", delay=20)
    link = page.get_by_role("link", name="Sending mail with Outlook")
    expect(link).to_be_visible()
    with page.context.expect_page():
        link.click()
    assert page.locator("[data-read]").input_value() == "7"
    expect(page.get_by_role("button", name="Look for answers first")).to_be_hidden()
    page.context.close()


def test_without_scripts_a_button_looks_for_answers(chromium: Browser, server: str, nordlicht: World):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    fill_in(page, server)
    page.get_by_role("button", name="Look for answers first").click()
    expect(page.get_by_role("link", name="Sending mail with Outlook")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("Since this morning.")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_the_form_fits_and_axe_finds_nothing(
    chromium: Browser, server: str, nordlicht: World, scheme: str, width: int
):
    page = chromium.new_page(
        color_scheme=scheme, locale="de-DE", bypass_csp=True, viewport={"width": width, "height": 800}
    )
    for step in ("topics", "form", "error", "sent"):
        if step == "topics":
            page.goto(f"{server}/de/contact/")
        elif step == "form":
            page.goto(f"{server}/de/contact/?about=problem")
        elif step == "error":
            page.locator("[name=address]").fill("nina")
            page.locator(".go button").click()
            expect(page.locator(".wrong:visible").first).to_be_visible()
        else:
            page.locator("[name=address]").fill("nina@neu.example.test")
            for name in ("name", "subject", "text"):
                page.locator(f"[name={name}]").fill("Donaudampfschifffahrtsgesellschaft" * 3)
            page.locator("[name=has_none]").check()
            page.locator(".go button").click()
            expect(page.locator(".number b")).to_be_visible()
        heard_nothing(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step
    page.context.close()


@pytest.fixture
def provider_site(server: str) -> Iterator[str]:
    """The provider's own site, with our line in its page; gives its origin."""
    script = f'<script src="{server}/static/portal/embed.js" data-language="en"></script>'

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>x</title><h1>Nordlicht</h1>{script}".encode())

        def log_message(self, *_: object) -> None:
            """Quietly."""

    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


def test_the_frame_grows_with_the_form(
    chromium: Browser, server: str, nordlicht: World, provider_site: str, monkeypatch
):
    allowed = {"HOSTDESK_EMBED_ORIGINS": (provider_site,)}
    monkeypatch.setattr(settings, "HOSTDESK", settings.HOSTDESK | allowed)
    page = chromium.new_page(locale="en-GB")
    page.goto(f"{provider_site}/")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="Something does not work").click()
    expect(frame.get_by_label("Your message")).to_be_visible()
    page.wait_for_function("parseInt(document.querySelector('iframe').style.height) > 900")
    frame.get_by_label("Your name").fill("Nina Neu")
    frame.get_by_label("Your mail address").fill("nina@neu.example.test")
    frame.get_by_label("Subject").fill("From your site")
    frame.get_by_label("Your message").fill("Hello")
    frame.get_by_label("I do not have a number").check()
    frame.get_by_role("button", name="Send").last.click()
    expect(frame.locator(".number b")).to_be_visible()
    expect(frame.locator(".number b")).to_have_text(Ticket.objects.get().number)
    page.context.close()
