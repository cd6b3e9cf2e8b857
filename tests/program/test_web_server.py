import asyncio
import hashlib
import json
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path

import pytest
import websockets
from running import Running, until

pytestmark = pytest.mark.once

SITE = str(Path(__file__).parent / "echo_site.py")


class Site(Running):
    def __init__(self, notes: Path, *proxies: str) -> None:
        super().__init__([SITE, str(notes), *proxies])
        self.notes = notes
        self.port = int(self.wait_for(r"pages at http://127\.0\.0\.1:(\d+)")[1])

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(
            method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
        )
        return connection.getresponse()

    def has_noted(self, line: str, times: int = 1) -> bool:
        return until(lambda: self.notes.exists() and self.notes.read_text().count(line) >= times)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    started: list[Site] = []

    def _start(*proxies: str) -> Site:
        started.append(Site(tmp_path / "notes", *proxies))
        return started[-1]

    yield _start
    for site in started:
        if site.process.poll() is None:
            site.process.kill()
            site.process.wait()


@pytest.fixture
def site(start: Callable[..., Site]) -> Site:
    return start()


def test_an_upload_of_60_megabytes_arrives_whole(site: Site) -> None:
    content = b"0123456789" * 6_000_000
    answer = site.ask("/upload", "POST", content).read().decode()
    assert answer == f"60000000 {hashlib.sha256(content).hexdigest()}"


def test_a_larger_upload_is_refused_before_it_is_read(site: Site) -> None:
    connection = socket.create_connection(("127.0.0.1", site.port))
    connection.sendall(b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 60000001\r\n\r\n")
    assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_a_larger_upload_of_unknown_size_is_refused_too(site: Site) -> None:
    connection = socket.create_connection(("127.0.0.1", site.port))
    connection.sendall(b"POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    piece = b"x" * 1_000_000
    with pytest.raises(OSError):  # we hang up
        for _ in range(200):
            connection.sendall(b"f4240\r\n" + piece + b"\r\n")
    assert site.ask("/slow").read() == b"slow"


def test_three_slow_requests_are_answered_side_by_side(site: Site) -> None:
    began = time.monotonic()
    threads = [threading.Thread(target=lambda: site.ask("/slow").read()) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize(("path", "note"), [("/stream?500", "stream closed"), ("/file", "file closed")])
def test_aborted_downloads_are_closed_and_block_nobody(site: Site, path: str, note: str) -> None:
    for _ in range(12):
        answer = site.ask(path)
        answer.read(1000)
        answer.close()
    assert site.has_noted(note, times=12)
    assert site.ask("/slow").read() == b"slow"


def test_slow_readers_of_files_hold_no_thread(site: Site) -> None:
    readers = [site.ask("/file") for _ in range(8)]
    began = time.monotonic()
    assert site.ask("/slow").read() == b"slow"
    assert time.monotonic() - began < 3
    assert [len(reader.read()) for reader in readers] == [30_000_000] * 8


def test_a_download_arrives_whole(site: Site) -> None:
    assert len(site.ask("/stream?50").read()) == 5_000_000


def test_head_has_the_headers_and_no_body(site: Site) -> None:
    answer = site.ask("/environ", "HEAD")
    assert answer.status == 200
    assert int(answer.headers["Content-Length"]) > 100
    assert answer.read() == b""


def test_the_application_hears_what_the_client_said(site: Site) -> None:
    answer = site.ask("/environ?a=%20b", Cookie="x=1", X_Forwarded_For="192.0.2.1", X_Forwarded_Proto="https")
    environ = json.loads(answer.read())
    assert environ["REMOTE_ADDR"] == "127.0.0.1"
    assert environ["wsgi.url_scheme"] == "http"
    assert environ["QUERY_STRING"] == "a=%20b"
    assert environ["HTTP_COOKIE"] == "x=1"
    assert environ["HTTP_HOST"] == f"127.0.0.1:{site.port}"


def test_a_configured_proxy_is_believed(start: Callable[..., Site]) -> None:
    answer = start("127.0.0.1").ask("/environ", X_Forwarded_For="192.0.2.1", X_Forwarded_Proto="https")
    environ = json.loads(answer.read())
    assert environ["REMOTE_ADDR"] == "192.0.2.1"
    assert environ["wsgi.url_scheme"] == "https"


def test_a_header_with_underscores_cannot_forge_one_with_dashes(site: Site) -> None:
    connection = socket.create_connection(("127.0.0.1", site.port))
    connection.sendall(
        b"GET /environ HTTP/1.1\r\nHost: x\r\nX_Real_IP: 192.0.2.9\r\nConnection: close\r\n\r\n"
    )
    said = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b"200 OK" in said
    assert b"192.0.2.9" not in said


def test_a_defect_is_answered_500_and_logged(site: Site) -> None:
    assert site.ask("/broken").status == 500
    site.wait_for("RuntimeError: broken on purpose")
    assert site.ask("/slow").read() == b"slow"


def test_a_defect_in_the_middle_of_an_answer_hangs_up_instead_of_pretending(site: Site) -> None:
    with pytest.raises(IncompleteRead):
        site.ask("/broken-later").read()


def test_a_stop_lets_a_streaming_answer_finish(site: Site) -> None:
    answer = site.ask("/stream?100")  # two seconds of streaming
    answer.read(1000)
    site.process.send_signal(signal.SIGTERM)
    assert len(answer.read()) == 100 * 100_000 - 1000
    assert site.end(seconds=5) == 0
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", site.port))


def test_a_stop_after_aborted_downloads_does_not_hang(site: Site) -> None:
    for _ in range(6):
        answer = site.ask("/stream?500")
        answer.read(1000)
        answer.close()
    site.process.send_signal(signal.SIGTERM)
    assert site.end(seconds=5) == 0


def test_a_second_signal_stops_at_once(site: Site) -> None:
    answer = site.ask("/stream?2000")
    answer.read(1000)
    site.process.send_signal(signal.SIGTERM)
    site.wait_for("stopping")
    site.process.send_signal(signal.SIGTERM)
    assert site.end(seconds=2) == 128 + signal.SIGTERM


def test_live_sockets_go_through_channels_and_are_told_when_we_stop(site: Site) -> None:
    async def talk() -> int | None:
        async with websockets.connect(f"ws://127.0.0.1:{site.port}/echo") as live:
            await live.send("Grüß Gott")
            assert await live.recv() == "Grüß Gott"
            site.process.send_signal(signal.SIGTERM)
            with pytest.raises(websockets.ConnectionClosed):
                await live.recv()
            return live.close_code

    assert asyncio.run(talk()) == 1012
    assert site.end(seconds=5) == 0
