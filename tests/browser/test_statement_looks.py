"""The page of statements: axe finds nothing, nothing overflows, in both languages."""

import sys
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent.parent / "billing"))  # Accounting's world
from statement_world import NOVEMBER, OCTOBER, Office

from hostdesk.accounts.models import Staff
from hostdesk.billing import statements

PAGE = "/desk/statements/?month=2026-10"


@pytest.fixture
def office(transactional_db: Any) -> Any:
    """October: one statement of a consumer, one credited, one charge that waits."""
    office = Office()
    office.meyer.is_consumer = True
    office.meyer.save()
    office.charge(office.meyer)
    office.charge(office.ozdemir)
    made = statements.make_statements(OCTOBER, office.elif_, at=NOVEMBER)
    statements.export(made[:1], office.elif_, at=NOVEMBER)
    statements.credit(made[1], office.elif_, "Falscher Kunde", at=NOVEMBER)
    office.charge(office.meyer)
    office.charge(None)
    yield office
    connections.close_all()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_statements_fit_and_axe_finds_nothing(
    scheme: str, language: str, chromium: Browser, server: str, office: Office
) -> None:
    Staff.objects.filter(pk=office.elif_.pk).update(language=language)
    client = Client()
    client.force_login(office.elif_)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = chromium.new_context(color_scheme=scheme, reduced_motion="reduce")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])
    page = context.new_page()
    page.goto(server + PAGE)
    page.locator(".wide-table summary").first.click()
    found = Axe().run(page).response["violations"]
    wide = []
    for width in (320, 390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(width)
    context.close()
    assert not {one["id"]: one["nodes"][0]["html"] for one in found}
    assert not wide
