"""The demo in a test: its settings, and the event loop in which its servers run."""

import asyncio
import threading
from pathlib import Path
from typing import Any

from django.conf import settings as django_settings
from django.test import override_settings

from hostdesk.demo import cast


def at_nordlicht(home: Path, **more: Any) -> override_settings:
    """The settings of the demo, in a home of its own."""
    values = {
        **django_settings.HOSTDESK,
        "HOSTDESK_DOMAIN": cast.DOMAIN,
        "HOSTDESK_PROVIDER": cast.PROVIDER,
        "HOSTDESK_AUTHSERV_ID": cast.AUTHSERV_ID,
        "HOSTDESK_ACK_RETURN_PATH": "bounces",
        **more,
    }
    return override_settings(HOME=home, HOSTDESK=values)


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
