"""The desk as people meet it: the real application behind uvicorn, in Debian's Chromium."""

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "desk"))  # the world of tests/desk is ours too
import desk_world

from hostdesk.accounts.models import Staff

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
EMPTY_SEARCH = {
    "sqlite": "INSERT INTO tickets_search(tickets_search) VALUES ('delete-all')",
    "postgresql": "DELETE FROM tickets_search",
}
PATIENCE = 10.0  # seconds for the server to start

expect.set_options(timeout=15_000)  # machines that run many tests at once are slow
# Playwright keeps an event loop in the thread of the tests, in which Django would refuse to work.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"These tests need {CHROMIUM}.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[str]:
    """The application, live; gives its address."""
    settings.DATABASES["default"]["CONN_MAX_AGE"] = (
        0  # or its threads would hold the database beyond the tests
    )
    from hostdesk.asgi import application

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        application, host="127.0.0.1", port=port, log_level="error", lifespan="off", ws="websockets"
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    end = time.monotonic() + PATIENCE
    while not running.started and time.monotonic() < end:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(PATIENCE)


@pytest.fixture
def world(transactional_db: Any) -> Iterator[desk_world.World]:
    """Nordlicht with its staff and customers, visible to the server's threads."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY_SEARCH[connection.vendor])  # no model's table: emptying the others leaves it
    yield desk_world.build()
    connections.close_all()


@pytest.fixture
def desk(chromium: Browser, server: str, world: desk_world.World) -> Iterator[Callable[..., Page]]:
    """A window in which somebody is signed in: `desk(world.ada)`; what its console complains of fails."""
    contexts, complaints = [], []

    def window(person: Staff | None, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=server, **{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
        )
        contexts.append(context)
        if person is not None:
            client = Client()
            client.force_login(person)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        return page

    yield window
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(said: Any) -> bool:
    """Policies violated and scripts failed; that a page was not found is what some tests want."""
    return (
        said.type == "error" and "Failed to load resource" not in said.text and "WebSocket" not in said.text
    )
