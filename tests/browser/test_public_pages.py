"""The pages without signing in: no script, axe finds nothing, nothing overflows, the buttons work."""

import re
from collections.abc import Iterator

import desk_world
import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_world import World
from django.core.cache import cache
from playwright.sync_api import Browser, expect

from hostdesk.billing import actions, services, tariffs
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.customers.models import Customer
from hostdesk.outbox.models import Delivery
from hostdesk.tickets.models import Ticket

SUBJECT = "Donaudampfschifffahrtsverwaltungsnewsletter bricht nach 200 Empfängern ab " * 2
WIDTHS = (320, 390, 1024, 1440)
SMALLEST = 24  # px


def _ask(world: World, language: str, subject: str = SUBJECT) -> str:
    ticket = desk_world.letter(subject, language=language)
    Ticket.objects.filter(pk=ticket.pk).update(language=language)
    actions.find_sphere(ticket, "outside", "Eigenes Skript", world.ada)
    actions.ask_consent(ticket, world.ada)
    letter = Delivery.objects.filter(kind="consent.question").order_by("-pk").first()
    return re.search(r"/consent/[\w-]+", str(letter.letter)).group(0)


@pytest.fixture
def paths(world: World) -> Iterator[dict[str, str]]:
    """An address for each page."""
    cache.clear()
    tariffs.make_first()
    services.make_first()
    yes, expired, opened = (_ask(world, "de") for _ in range(3))
    token = yes.rpartition("/")[2]
    asked = ConsentRequest.objects.order_by("pk")[0]
    actions.give_consent(token, shown=asked.text_sha256)
    Customer.objects.update(is_consumer=True)
    consumer = _ask(world, "en")
    Customer.objects.update(is_consumer=False)
    yield {
        "open": opened, "agreed": yes, "consumer": consumer, "wrong": "/consent/wrong", "prices": "/prices/",
        "search": "/de/search/?q=xyzzy",
        "home": "/", "accessibility": "/en/accessibility/",
    }  # fmt: skip
    assert expired


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
def test_public_pages_fit_and_axe_finds_nothing(
    scheme: str, locale: str, chromium: Browser, server: str, paths: dict[str, str]
) -> None:
    page = chromium.new_page(color_scheme=scheme, locale=locale, bypass_csp=True, reduced_motion="reduce")
    others = []
    page.on("request", lambda request: others.append(request.url))
    problems = {}
    for name, path in paths.items():
        page.goto(server + path)
        found = Axe().run(page).response["violations"]
        problems |= {f"{name}: {one['id']}": one["nodes"][0]["html"] for one in found}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                problems[f"{name} at {width}"] = "overflows"
        small = page.evaluate(
            "[...document.querySelectorAll('a, button, summary')]"
            f".filter(one => one.getBoundingClientRect().height < {SMALLEST}).map(one => one.outerHTML)"
        )
        problems |= {f"{name}: too small": one for one in small}
    page.close()
    assert not problems
    assert all(url.startswith(server) for url in others)


@pytest.mark.parametrize(("button", "answer"), [("main", Answer.YES), ("other", Answer.NO)])
def test_the_buttons_work_without_script_and_tell_no_referrer(
    button: str, answer: str, chromium: Browser, server: str, paths: dict[str, str]
) -> None:
    page = chromium.new_page(java_script_enabled=False)
    told = []
    page.on("request", lambda request: told.append(request.headers.get("referer", "")))
    page.goto(server + paths["open"])
    buttons = page.get_by_role("button")
    (buttons.first if button == "main" else buttons.last).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "zugestimmt" if answer == Answer.YES else "abgelehnt"
    )
    page.close()
    assert set(told) == {""}
    assert ConsentRequest.objects.order_by("pk")[2].answer == answer
