"""Runs doors and workers in processes that can be killed; started by `killable.py`, one JSON command a line.

Django is loaded once and each command runs in a fork, so that a kill costs milliseconds.
"""

import asyncio
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings

django.setup()

from forms_at_the_door import send  # noqa: E402 -- only now is Django awake

from hostdesk.gateways import work  # noqa: E402 -- only now is Django awake
from hostdesk.gateways.fax import hylafax_in  # noqa: E402 -- only now is Django awake
from hostdesk.gateways.mail import imap, mailboxes, pipe, safely  # noqa: E402
from hostdesk.gateways.mail.lmtp import LmtpServer  # noqa: E402
from hostdesk.lib import failpoints  # noqa: E402
from hostdesk.outbox import claims as outbox_claims  # noqa: E402
from hostdesk.outbox import worker as outbox  # noqa: E402


def main() -> None:
    """Fork for each command and say how it goes."""
    for line in sys.stdin:
        command = json.loads(line)
        if command["do"] == "wait":
            say(status=os.waitstatus_to_exitcode(os.waitpid(command["pid"], 0)[1]))
        elif pid := os.fork():
            if command["do"] != "lmtp":
                say(pid=pid)
        else:
            os._exit(run(command))


def run(command: dict[str, Any]) -> int:
    """In the child; returns the exit code."""
    failpoints._name, failpoints._passes_left = command["failpoint"], 1
    settings.HOME = Path(command["home"])
    doings = {"lmtp": lmtp, "pipe": take_from_pipe, "form": take_form, "work": work_off, "imap": fetch}
    doings |= {"fax": take_fax, "faxes": send_faxes}
    return doings[command["do"]](command.get("given", ""))


def lmtp(_: str) -> int:
    """Listen until killed."""

    async def listen() -> None:
        server = LmtpServer(("127.0.0.1", 0))
        await server.start()
        say(pid=os.getpid(), port=server.port)
        await asyncio.Event().wait()

    asyncio.run(listen())
    return 0


def take_from_pipe(mail: str) -> int:
    """One mail on standard input."""
    return pipe.receive(io.BytesIO(mail.encode()))


def take_form(_: str) -> int:
    """A form, sent by a browser; 0 once it has a number."""
    work.claims.release_dead()  # as at the start of a web process that works as well
    work.claims.requeue_lost()
    return 0 if send() else 1


def take_fax(given: str) -> int:
    """A file that the hook hands in; its name says which call it was."""
    path = Path(given)
    return hylafax_in.receive(path, "ttyS0", path.stem, "", ["0891234567"])


def send_faxes(server: str) -> int:
    """Everything that is due, to this fax server."""
    settings.HOSTDESK["HOSTDESK_FAX_SERVER"] = server
    outbox_claims.release_dead()
    while outbox.run_once():
        pass
    return 0


def work_off(_: str) -> int:
    """Everything that is due."""
    work.claims.release_dead()
    while work.run_once():
        pass
    safely.close()
    return 0


def fetch(_: str) -> int:
    """Every mailbox once."""
    for mailbox in mailboxes.configured():
        imap.fetch_once(mailbox)
    return 0


def say(**facts: int) -> None:
    """One line of JSON, written at once."""
    os.write(1, json.dumps(facts).encode() + b"\n")


main()
