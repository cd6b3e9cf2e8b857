"""The public site with the demo's articles: without script, without cookies, on every screen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_world import World
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

import hostdesk.demo
from hostdesk.billing import services, tariffs
from hostdesk.knowledge import statistics
from hostdesk.knowledge.loading import load_folder
from hostdesk.knowledge.models import Feedback, SearchMiss, Text

ARTICLES = Path(hostdesk.demo.__file__).parent / "knowledge"
WIDTHS = (320, 390, 760, 1024, 1440)
SMALLEST = 24  # px
TOO_LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverwaltungsvorschrift"

_TOO_SMALL = """least => [...document.querySelectorAll('a, button, summary, input')]
    .filter(one => !one.closest('.prose') && one.type !== 'radio')
    .filter(one => one.getBoundingClientRect().height < least).map(one => one.outerHTML)"""


@pytest.fixture
def site(world: World) -> Iterator[None]:
    """Nordlicht with prices and all articles of the demo."""
    cache.clear()
    statistics.flush()
    tariffs.make_first()
    services.make_first()
    load_folder(ARTICLES, None)
    yield
    statistics.flush()


@pytest.fixture
def guest(chromium: Browser, server: str) -> Iterator[BrowserContext]:
    """A browser that runs no script; no page may give it a cookie or send it elsewhere."""
    context = chromium.new_context(
        base_url=server, java_script_enabled=False, locale="de-DE", reduced_motion="reduce"
    )
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    assert context.cookies() == []
    assert all(url.startswith(server) for url in asked)
    context.close()


def _pages(language: str) -> list[str]:
    """One of each kind, and the articles with the most in them."""
    long = sorted(Text.objects.filter(language=language), key=lambda one: -len(one.versions.get().body))[:3]
    return [
        f"/{language}/", f"/{language}/prices/", f"/{language}/accessibility/", f"/{language}/nothing/",
        f"/{language}/search/?q=mail", f"/{language}/search/?q={TOO_LONG}", f"/{language}/questions/billing/",
        f"/{language}/sections/mail-setup/", *(f"/{language}/articles/{one.slug}/" for one in long),
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_axe_finds_nothing_and_everything_can_be_hit(
    scheme: str, language: str, chromium: Browser, server: str, site: None
) -> None:
    page = chromium.new_page(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    problems = {}
    for path in _pages(language):
        page.goto(server + path)
        found = Axe().run(page).response["violations"]
        problems |= {f"{path}: {one['id']}": one["nodes"][0]["html"] for one in found}
        small = page.evaluate(_TOO_SMALL, SMALLEST)
        problems |= {f"{path}: too small": one for one in small}
    page.close()
    assert not problems


def test_no_page_is_wider_than_the_screen(guest: BrowserContext, site: None) -> None:
    page = guest.new_page()
    addresses = re.findall(r"<loc>[^<]+?(/de/[^<]*)</loc>", Client().get("/sitemap.xml").content.decode())
    too_wide = []
    for path in [*_pages("de"), *addresses]:
        page.goto(path)
        for width in WIDTHS if path in _pages("de") else (320,):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append(f"{path} at {width}")
    assert too_wide == []
    assert len(addresses) > 40


def test_a_guest_finds_her_answer_in_an_article_and_says_what_was_missing(
    guest: BrowserContext, site: None
) -> None:
    page = guest.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("Thunderbrid einrichten")  # as people type
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("main").get_by_role("link", name="Thunderbird einrichten").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thunderbird")
    page.get_by_text("Nein", exact=True).click()
    page.get_by_role("radio").nth(1).check()
    page.get_by_label("Was hätte Ihnen geholfen").fill("Ein Bild des Fensters.")
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("heading", name="Vielen Dank")).to_be_visible()
    assert Feedback.objects.get().comment == "Ein Bild des Fensters."


def test_who_finds_nothing_is_led_to_a_person(guest: BrowserContext, site: None) -> None:
    page = guest.new_page()
    page.goto("/de/search/?q=Xyzzyqwx")
    expect(page.get_by_role("heading", name="Darauf haben wir noch keine Antwort")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Schreiben Sie uns")).to_be_visible()
    statistics.flush()
    assert SearchMiss.objects.get().words == "xyzzyqwx"


def test_the_other_language_is_the_same_page(guest: BrowserContext, site: None) -> None:
    page = guest.new_page()
    page.goto("/de/articles/thunderbird-einrichten/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thunderbird")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_keyboard_reaches_the_content_first(chromium: Browser, server: str, site: None) -> None:
    page: Page = chromium.new_page()
    page.goto(f"{server}/en/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the content")
    page.close()
