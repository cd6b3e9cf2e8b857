"""Doors and workers of the test's own database, in processes that die at a named failpoint."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from mails_at_the_door import DOMAIN


class Killable:
    """Starts doors and workers that share home and database with the test."""

    def __init__(self, **more: str) -> None:
        environment = (
            os.environ | more | {"HOSTDESK_HOME": str(settings.HOME), "DATABASE_URL": database_url()}
        )
        environment |= {"DJANGO_SETTINGS_MODULE": "hostdesk.settings", "HOSTDESK_DOMAIN": DOMAIN}
        environment |= {"PYTHONPATH": str(Path(__file__).parents[2])}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("door_process.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
            bufsize=1,
        )

    def start(self, what: str, failpoint: str = "", given: str = "") -> dict[str, int]:
        """Begin; for lmtp the answer has the port."""
        return self._ask(do=what, failpoint=failpoint, given=given, home=str(settings.HOME))

    def run(self, what: str, failpoint: str = "", given: str = "") -> int:
        """Begin and wait for the end; -9 is a kill."""
        return self.wait(self.start(what, failpoint, given))

    def wait(self, running: dict[str, int]) -> int:
        """The exit code of what was started."""
        return self._ask(do="wait", pid=running["pid"])["status"]

    def kill(self, running: dict[str, int]) -> None:
        """End it as a power cut would."""
        os.kill(running["pid"], signal.SIGKILL)
        self.wait(running)

    def close(self) -> None:
        """No more of it."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def _ask(self, **command: Any) -> dict[str, int]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(command) + "\n")
        answer: dict[str, int] = json.loads(self._process.stdout.readline())
        return answer


def database_url() -> str:
    """The database that this test uses, as a setting."""
    name = connection.settings_dict["NAME"]
    if settings.IS_SQLITE:
        return f"sqlite:///{name}"
    return re.sub(r"/[^/?]+(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"], count=1)
