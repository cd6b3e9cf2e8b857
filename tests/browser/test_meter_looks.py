"""The meter and the pages about price: axe finds nothing, nothing overflows, and the figures stay fresh."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import desk_world
import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_world import World
from django.utils import timezone
from playwright.sync_api import Page, expect
from test_looks import SMALLEST, TARGETS

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, services, tariffs
from hostdesk.billing.models import Answer, ConsentRequest, Way
from hostdesk.tickets.models import Ticket

Desk = Callable[..., Page]
SETTINGS = ("tariffs", "calculator", "calendar?year=2026", "services", "charges")


@pytest.fixture
def ticket(world: World) -> Iterator[Ticket]:
    """Work that runs, with consent, an objection and a correction."""
    tariffs.make_first()
    services.make_first()
    found, now = (
        desk_world.letter("Online-Shop nach Update nicht mehr erreichbar", language="de"),
        timezone.now(),
    )
    actions.find_sphere(found, "outside", "Die Ursache liegt im Shopupdate der Agentur.", world.ada)
    asked = actions.ask_consent(found, world.ada, at=now - timedelta(minutes=25))
    ConsentRequest.objects.filter(pk=asked.pk).update(
        answer=Answer.YES, way=Way.LINK, answered_at=now - timedelta(minutes=24)
    )
    actions.record_interval(
        found,
        now - timedelta(minutes=23),
        now - timedelta(minutes=21),
        world.ben,
        reason="Die Uhr vergessen.",
    )
    actions.dispute(found, "Das lag an Ihrem Netz.", world.ada)
    wanted = actions.request_service(found, services.catalogue()[0], world.ada)
    actions.accept_service(wanted, world.ada, estimate_seconds=1800, reasons="Zwei Postfächer.")
    soon = now + timedelta(minutes=10)
    actions.promise_call(wanted, world.ada, call_from=soon, call_until=soon + timedelta(hours=1))
    actions.record_call(wanted, world.ada, was_reached=False, result="Besetzt.")
    desk_world.letter("Überfällig seit Tagen", at=desk_world.hours_ago(24 * 9))
    actions.start_timer(found, world.ada, at=now - timedelta(minutes=19, seconds=42))
    yield found


def _addresses(ticket: Ticket) -> list[str]:
    about = [f"/desk/t/{ticket.number}/{page}" for page in ("", "hours/", "ask/", "service/")]
    others = [f"/desk/{page}/" for page in ("needs", "customers", "customers/K-20871")]
    return [*about, *others, *(f"/desk/settings/{page.replace('?', '/?', 1)}" for page in SETTINGS)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_about_price(
    scheme: str, desk: Desk, world: World, ticket: Ticket
) -> None:
    Staff.objects.filter(pk=world.adam.pk).update(language="de")
    page = desk(world.adam, color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for address in _addresses(ticket):
        page.goto(address)
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        if results.violations_count:
            found[address] = [
                (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
                for one in results.response["violations"]
            ]
    assert found == {}


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
def test_nothing_about_price_overflows_and_every_target_can_be_hit(
    width: int, desk: Desk, world: World, ticket: Ticket
) -> None:
    Staff.objects.filter(pk=world.adam.pk).update(language="de")
    page = desk(world.adam, viewport={"width": width, "height": 900})
    wide, small = {}, {}
    for address in _addresses(ticket):
        page.goto(address)
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[address] = needed
        if too_small := page.evaluate(TARGETS, SMALLEST):
            small[address] = too_small
    assert (wide, small) == ({}, {})


def test_the_meter_is_stopped_by_its_button(desk: Desk, world: World, ticket: Ticket) -> None:
    page = desk(world.ada)
    page.goto(f"/desk/t/{ticket.number}/")
    page.locator("#meter-stop").click()
    expect(page.locator("#meter-start")).to_be_visible()
