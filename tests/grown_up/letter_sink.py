"""The mail server that takes our letters: it keeps each, and is slow enough to be interrupted."""

import asyncio
import email
import email.policy
import logging
import socket
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd's: every command with every address

SLOW = 0.03  # seconds between the dot and the answer: the window in which nobody knows


class LetterSink:
    """`letters` maps each recipient to the Message-IDs that came, as often as they came."""

    def __init__(self) -> None:
        self.letters: dict[str, list[str]] = defaultdict(list)
        self.texts: dict[str, str] = {}  # of each Message-ID
        self.url = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, RUF100 -- aiosmtpd's name
        """Kept first, answered later."""
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message_id = str(mail["Message-ID"]).strip("<>")
        body = mail.get_body(("plain",))
        self.texts[message_id] = body.get_content() if body else ""
        for recipient in envelope.rcpt_tos:
            self.letters[recipient].append(message_id)
        await asyncio.sleep(SLOW)
        return "250 2.0.0 Ok"


@contextmanager
def a_letter_sink() -> Iterator[LetterSink]:
    """Listening on a free port."""
    sink = LetterSink()
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port(), ready_timeout=30)
    controller.start()
    sink.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield sink
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
