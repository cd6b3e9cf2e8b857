"""Every page: axe finds nothing, nothing overflows from 320 px on, everything is large enough to hit."""

from collections.abc import Callable, Iterator

import desk_world
import first_response
import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_world import World
from django.utils import timezone
from playwright.sync_api import Page

from hostdesk.accounts.models import Staff
from hostdesk.tickets import actions, quarantine
from hostdesk.tickets.models import Kind, Ticket

Desk = Callable[..., Page]
SUBJECT = (
    "WG: AW: Datensicherungswiederherstellung auf vs-2217 schlägt fehl, Donaudampfschifffahrtsverwaltung " * 2
)
SMALLEST = 24  # px
PAGES = (
    "all",
    "solved",
    "pending",
    "ticket",
    "long",
    "broken",
    "new",
    "search",
    "nothing",
    "preferences",
    "missing",
    "password",
)


@pytest.fixture
def addresses(world: World) -> Iterator[dict[str, str]]:
    """One address for each page, with something on it that is hard to show."""
    ticket = desk_world.letter(
        "Online-Shop nach Update nicht mehr erreichbar", "Guten Tag,\n\nder Shop ist weg.", language="de",
        html="<p>x</p>", files=(desk_world.enclosure("fehlerprotokoll.txt"),), whole="Guten Tag\n> alt",
    )  # fmt: skip
    long = desk_world.letter(
        SUBJECT,
        "Donaudampfschifffahrtsgesellschaftskapitän" * 20,
        name="عليّ حسن",
        sender="a@rtl.example.test",
    )
    broken = quarantine.quarantine(
        "mail:x", "broken@example.test", "too_deep", timezone.now(),
        raw_sha256="a" * 64, recipients=("support@localhost.localdomain",),
    ).ticket  # fmt: skip
    actions.take(ticket, world.ada)
    actions.note(ticket, "Log: **Abbruch**\n\n- eins\n- zwei\n\n`code`", world.ben)
    first_response.reply(ticket, "Guten Tag Frau Meyer,\n\nwir sind dran.", world.ada)
    actions.link(ticket, long, world.ada)
    Ticket.objects.filter(pk=ticket.pk).update(has_delivery_trouble=True)
    assert ticket.messages.filter(kind=Kind.OUT).exists()
    late = desk_world.letter("Vergessen", at=desk_world.hours_ago(240), sender="x@viele.example.test")
    yield {
        "all": "/desk/v/all/", "solved": "/desk/v/solved/", "pending": "/desk/v/pending/",
        "ticket": f"/desk/t/{ticket.number}/", "long": f"/desk/t/{long.number}/",
        "broken": f"/desk/t/{broken.number}/",
        "new": "/desk/new/", "search": "/desk/search/?q=shop", "nothing": f"/desk/search/?q={late.number}9",
        "preferences": "/desk/preferences/",
        "missing": "/desk/t/HD-0000-0000/",
        "password": "/account/password/change/",
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_axe_finds_nothing(
    scheme: str, language: str, desk: Desk, world: World, addresses: dict[str, str]
) -> None:
    Staff.objects.filter(pk=world.ada.pk).update(language=language)
    page = desk(world.ada, color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for name in PAGES:
        page.goto(addresses[name])
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        if results.violations_count:
            found[name] = [
                (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
                for one in results.response["violations"]
            ]
    assert found == {}


@pytest.mark.parametrize("width", [1440, 1024, 760, 390, 320])
def test_nothing_overflows_and_every_target_can_be_hit(
    width: int, desk: Desk, world: World, addresses: dict[str, str]
) -> None:
    Staff.objects.filter(pk=world.ada.pk).update(language="de")
    page = desk(world.ada, viewport={"width": width, "height": 800})
    wide, small = {}, {}
    for name in PAGES:
        page.goto(addresses[name])
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[name] = needed
        if too_small := page.evaluate(TARGETS, SMALLEST):
            small[name] = too_small
    assert (wide, small) == ({}, {})


def test_menus_open_within_the_window(desk: Desk, world: World, addresses: dict[str, str]) -> None:
    for width in (1440, 390):
        page = desk(world.ada, viewport={"width": width, "height": 800})
        page.goto(addresses["ticket"])
        for menu in page.locator("details.menu").all():
            if not menu.is_visible():
                continue
            menu.locator("summary").click()
            box = menu.locator(".pop").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] >= 0
            page.keyboard.press("Escape")


# Links within sentences are exempt (WCAG 2.5.8), and what is hidden until it is focused.
TARGETS = """(least) => [...document.querySelectorAll("a, button, summary, input, select, textarea")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((one) => !one.closest(".body, .banner, .skip, .ev, .quoted, .void, .door p, label"))
  .filter((one) => !one.matches(".row a, .vh, .vh *") && !["hidden", "radio", "file"].includes(one.type))
  .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
  .filter(([box]) => box.width && (box.width < least || box.height < least))
  .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
