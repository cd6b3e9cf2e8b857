"""A small site for the tests of the web server: `python echo_site.py` serves it through the bridge."""

import hashlib
import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import path

from hostdesk.lib.bridge import Bridge

CHUNK = b"x" * 100_000
Start = Callable[[str, list[tuple[str, str]]], object]


def site(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Each address behaves in one way that the tests need."""
    return PAGES[environ["PATH_INFO"]](environ, start)


def _upload(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    content = environ["wsgi.input"].read()
    return _text(start, f"{len(content)} {hashlib.sha256(content).hexdigest()}")


def _environ(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    return _text(start, json.dumps({key: value for key, value in environ.items() if isinstance(value, str)}))


def _slow(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    time.sleep(1)
    return _text(start, "slow")


def _stream(environ: dict[str, Any], start: Start) -> Iterator[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    try:
        for _ in range(int(environ["QUERY_STRING"])):
            yield CHUNK
            time.sleep(0.02)
    finally:
        _note("stream closed")


def _file(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "application/octet-stream")])
    file = io.BytesIO(CHUNK * 300)
    file.close = lambda: _note("file closed")  # type: ignore[method-assign]  # what Django does with its files
    wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](file)
    return wrapped


def _broken(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    raise RuntimeError("broken on purpose")


def _broken_later(environ: dict[str, Any], start: Start) -> Iterator[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    yield b"half"
    raise RuntimeError("broken on purpose")


def _text(start: Start, text: str) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
    return [text.encode()]


def _note(line: str) -> None:
    with Path(sys.argv[1]).open("a") as file:
        file.write(line + "\n")


PAGES = {
    "/upload": _upload,
    "/environ": _environ,
    "/slow": _slow,
    "/stream": _stream,
    "/file": _file,
    "/broken": _broken,
    "/broken-later": _broken_later,
}


class Echo(AsyncWebsocketConsumer):
    """Says everything back."""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Say it back."""
        await self.send(text_data=text_data)


application = ProtocolTypeRouter(
    {"http": Bridge(site, threads=4), "websocket": URLRouter([path("echo", Echo.as_asgi())])}
)

if __name__ == "__main__":
    import logging

    from hostdesk.program import house
    from hostdesk.program.web import Web

    logging.basicConfig(level="INFO")
    settings.configure(CHANNEL_LAYERS={})
    sys.exit(house.run([Web("echo_site:application", ("127.0.0.1", 0), proxies=tuple(sys.argv[2:]))]))
