import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings

from hostdesk.demo import cast
from hostdesk.demo.cast_rows import install_cast


def at_nordlicht(home: Path, **more: Any) -> override_settings:
    """The settings of the demo, in a home of its own."""
    values = {
        **django_settings.HOSTDESK,
        "HOSTDESK_DOMAIN": cast.DOMAIN,
        "HOSTDESK_PROVIDER": cast.PROVIDER,
        "HOSTDESK_AUTHSERV_ID": cast.AUTHSERV_ID,
        **more,
    }
    return override_settings(HOME=home, HOSTDESK=values)


@pytest.fixture(scope="module")
def installed(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """The cast, for all tests of a module; rolled back at its end."""
    everything = transaction.atomic()
    # As Django's own TestCase does: actions may think that they are outermost.
    vars(everything)["_from_testcase"] = True
    with at_nordlicht(tmp_path_factory.mktemp("home")), django_db_blocker.unblock(), everything:
        install_cast()
        yield
        transaction.set_rollback(True)


class Running:
    """An event loop in a thread of its own, for servers that the test talks to."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def do(self, coroutine: Any) -> Any:
        """Run a coroutine there and wait for it."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)

    def end(self) -> None:
        """Hang up on whoever is still connected, and stop the loop."""
        self.do(self._hang_up())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(30)
        self.loop.close()

    async def _hang_up(self) -> None:
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


@pytest.fixture
def running() -> Iterator[Running]:
    """Servers run here."""
    found = Running()
    yield found
    found.end()
