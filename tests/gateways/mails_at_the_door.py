"""Mails and doors for the tests of the way in."""

import asyncio
import smtplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings

from hostdesk.gateways.mail.lmtp import LmtpServer

DOMAIN = "nordlicht.example.test"
SUPPORT, BILLING = f"support@{DOMAIN}", f"billing@{DOMAIN}"
MEYER = "meyer@meyer-gartenbau.example.test"


def a_mail(
    body: str = "The shop shows error 500.\n",
    *,
    number: int = 1,
    to: str = SUPPORT,
    ids: bool = True,
    trace: str = "",
) -> bytes:
    """A small mail of customer Meyer; `number` makes its Message-ID, `ids=False` leaves id and Date out."""
    head = f"From: Jana Meyer <{MEYER}>\nTo: {to}\nSubject: Shop is down {number}\n"
    if ids:
        head += f"Message-ID: <mail-{number}@meyer-gartenbau.example.test>\n"
        head += "Date: Mon, 16 Nov 2026 09:00:00 +0100\n"
    head += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    return (trace + head + "\n" + body).encode().replace(b"\n", b"\r\n")


@contextmanager
def an_lmtp_server(**options: Any) -> Iterator[LmtpServer]:
    """A real server on a free port, in a thread with an event loop of its own."""
    server, loop = LmtpServer(("127.0.0.1", 0), **options), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result(5)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(30)
        asyncio.run_coroutine_threadsafe(_settle(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _settle() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.wait(others, timeout=2) if others else None


class Mta(smtplib.LMTP):
    """A mail server that hands in mail; `hand_in` returns the answers, one per accepted recipient."""

    def __init__(self, server: LmtpServer, **options: Any) -> None:
        super().__init__("127.0.0.1", server.port, timeout=20, **options)
        self.ehlo("mx.example.test")

    def hand_in(
        self, raw: bytes, *recipients: str, sender: str = MEYER, announce: bool = False
    ) -> list[tuple[int, str]]:
        """MAIL, RCPT for each, DATA; a refused MAIL is the only answer."""
        answer = self.mail(sender, [f"SIZE={len(raw)}"] if announce else [])
        if answer[0] != 250:
            return [(answer[0], answer[1].decode())]
        accepted = [one for one in recipients or (SUPPORT,) if self.rcpt(one)[0] == 250]
        code, text = self.data(raw)
        answers = [(code, text.decode())]
        for _ in accepted[1:]:
            code, text = self.getreply()
            answers.append((code, text.decode()))
        return answers


def talk(server: LmtpServer, *lines: bytes) -> bytes:
    """Send raw lines, each after an answer to the one before; returns all that is heard until the end."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as peer:
        heard = b""
        for line in (*lines, b"QUIT\r\n"):
            heard += peer.recv(4096)
            peer.sendall(line)
        with suppress(ConnectionResetError):  # it may have hung up before our last line
            while part := peer.recv(4096):
                heard += part
        return heard


def set_domain(monkeypatch: Any, **more: Any) -> None:
    """The desk of the invented provider, with further settings."""
    monkeypatch.setattr(settings, "HOSTDESK", settings.HOSTDESK | {"HOSTDESK_DOMAIN": DOMAIN} | more)
