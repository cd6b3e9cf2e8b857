"""`hostdesk serve` as a process: everything in it starts, works and stops."""

import signal
import smtplib
import sqlite3
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, until

pytestmark = pytest.mark.once


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Running]:
    settings = {
        "HOSTDESK_HOME": str(tmp_path),
        "DATABASE_URL": "",
        "HOSTDESK_LISTEN": "127.0.0.1:0",
        "HOSTDESK_LMTP": "127.0.0.1:0",
    }
    running = Running(["-m", "hostdesk", "serve"], settings)
    running.wait_for("running: web, lmtp, workers", 60)
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def port(serve: Running, said: str) -> int:
    return int(serve.wait_for(said + r"127\.0\.0\.1:(\d+)")[1])


def test_it_answers_pages_and_stops_when_asked(serve: Running) -> None:
    address = f"http://127.0.0.1:{port(serve, 'pages at http://')}/account/login/"
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert answer.status == 200
    serve.process.send_signal(signal.SIGTERM)
    assert serve.end(15) == 0, serve.text
    assert "stopped" in serve.text
    assert "Traceback" not in serve.text


def test_ctrl_c_stops_it_too(serve: Running) -> None:
    serve.process.send_signal(signal.SIGINT)
    assert serve.end(15) == 0, serve.text


def test_a_mail_that_was_taken_becomes_a_ticket_and_an_open_session_hears_421(
    serve: Running, tmp_path: Path
) -> None:
    with smtplib.LMTP("127.0.0.1", port(serve, "LMTP listens on ")) as mta:
        mail = b"From: kunde@example.test\r\nSubject: Hilfe\r\n\r\nBitte!\r\n"
        mta.sendmail("kunde@example.test", ["support@localhost.localdomain"], mail)
        assert until(lambda: tickets(tmp_path) == 1, 20), serve.text
        serve.process.send_signal(signal.SIGTERM)
        assert mta.getreply()[0] == 421
    assert serve.end(15) == 0, serve.text


def tickets(home: Path) -> int:
    with sqlite3.connect(home / "hostdesk.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM tickets_ticket").fetchone()[0])


def test_a_second_one_on_the_same_port_says_so_and_harms_nothing(serve: Running, tmp_path: Path) -> None:
    listen = f"127.0.0.1:{port(serve, 'pages at http://')}"
    second = Running(
        ["-m", "hostdesk", "serve"],
        {"HOSTDESK_HOME": str(tmp_path), "DATABASE_URL": "", "HOSTDESK_LISTEN": listen},
    )
    assert second.end(60) == 69
    assert f"Cannot listen ({listen})" in second.text
    assert "Traceback" not in second.text
    assert serve.process.poll() is None
