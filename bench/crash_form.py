"""Visitors who fill in the contact form of a desk that dies, and press the button until it shows a number."""

import html
import http.client
import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from crash_world import Desk, Entry

_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_SHARE_OF_DOUBLE_CLICKS = 0.3
_SECONDS = 15  # that a visitor waits for an answer


@dataclass
class _Answer:
    status: int = 0  # 0 if there was none
    text: str = ""
    location: str = ""


def by_form(desk: Desk, seed: int) -> Callable[[Entry], bool]:
    """Open the form once, send it until its page is shown; accepted is only what led to that page."""
    opened: dict[str, str] = {}  # the form's token, which a browser keeps over every failure
    chance = random.Random(f"form-{seed}")

    def deliver(entry: Entry) -> bool:
        if entry.token not in opened:
            found = _TOKEN.search(_ask(desk, entry, "GET", "/en/contact/?about=problem").text)
            if not found:
                return False
            opened[entry.token] = html.unescape(found[1])
        body = _filled(entry, opened[entry.token])
        if chance.random() < _SHARE_OF_DOUBLE_CLICKS:
            threading.Thread(
                target=_ask, args=(desk, entry, "POST", "/en/contact/", body), daemon=True
            ).start()
        answer = _ask(desk, entry, "POST", "/en/contact/", body)
        return answer.status == 302 and "/contact/sent/" in answer.location

    return deliver


def _filled(entry: Entry, token: str) -> str:
    return urlencode(
        {
            "token": token, "about": "problem", "has_none": "on", "name": "Customer", "do": "send",
            "address": entry.sender, "subject": "By form", "text": f"{entry.token}\nWhat is wrong?",
        }
    )  # fmt: skip


def _ask(desk: Desk, entry: Entry, method: str, path: str, body: str = "") -> _Answer:
    """Each visitor comes from a network of her own, else the brakes of the form would be tested here."""
    number = int(entry.token.rpartition("-")[2])
    headers = {
        "X-Forwarded-For": f"10.{number // 256 % 256}.{number % 256}.1",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = http.client.HTTPConnection(desk.environment["HOSTDESK_LISTEN"], timeout=_SECONDS)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return _Answer(response.status, response.read().decode(), response.getheader("Location", ""))
    except (OSError, http.client.HTTPException):
        return _Answer()
    finally:
        connection.close()
