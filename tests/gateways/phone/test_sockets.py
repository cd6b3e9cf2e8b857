"""Exchanges at the other end of a socket, played from recorded lines: documented ones and our own."""

import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings

from hostdesk.core.calls import Call, Heard, call_of
from hostdesk.gateways.phone import ami, exchange_socket, fritzbox, hearing
from hostdesk.gateways.phone.ami import Manager, packets
from hostdesk.gateways.phone.fritzbox import Monitor

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BOX = """28.11.20 15:17:43;RING;2;017012345678;1234551;SIP0;
28.11.20 15:17:47;CONNECT;2;4;017012345678;
28.11.20 15:19:50;DISCONNECT;2;123;
28.08.10 10:22:07;RING;0;;123451;ISDN;
28.08.10 10:22:27;DISCONNECT;0;0;
21.11.16 22:51:49;CALL;0;1;1234551;030987654;SIP1;
21.11.16 22:51:55;CONNECT;0;1;030987654;
21.11.16 22:52:00;DISCONNECT;0;5;
28.11.20 16:00:00;RING;1;017012345678;1234551;SIP0;
28.11.20 16:00:20;CONNECT;1;40;017012345678;
28.11.20 16:00:50;DISCONNECT;1;30;
"""


def _calls(heard: list[Heard]) -> list[Call]:
    ids = dict.fromkeys(one.call_id for one in heard)
    return [call_of(one for one in heard if one.call_id == call_id) for call_id in ids]


def test_a_fritzbox_tells_of_calls() -> None:
    monitor = Monitor()
    heard = [one for line in BOX.splitlines() if (one := monitor.heard(line, NOW))]
    told = [(one.direction, one.caller, one.called, one.result, one.seconds) for one in _calls(heard)]
    assert told == [
        ("in", "017012345678", "1234551", "answered", 123),
        ("in", "", "123451", "missed", 0),
        ("out", "1234551", "030987654", "answered", 5),
        ("in", "017012345678", "1234551", "voicemail", 30),
    ]


@pytest.mark.parametrize(
    "line",
    ["", ";;;", "x", "28.11.20 15:17:47;CONNECT;7;4;0170;", "28.11.20 15:19:50;DISCONNECT;9;0;", "a;RING;1;"],
)
def test_a_line_that_is_none_is_left_out(line: str) -> None:
    Monitor().heard(line, NOW)


def _packet(event: str, channel: str, call: str = "1.1", **more: str) -> str:
    said = {"Event": event, "Uniqueid": channel, "Linkedid": call, **more}
    return "".join(f"{name}: {value}\r\n" for name, value in said.items()) + "\r\n"


NEW = _packet(
    "Newchannel", "1.1", CallerIDNum="+4917112345678", Exten="499999820", Context="from-trunk", Language="de"
)
RINGS = "".join(
    _packet("Newchannel", f"1.{one}", CallerIDNum="", Exten="s", Context="from-internal")
    + _packet("DialBegin", "1.1", DestCallerIDNum=f"2{one}", DialStatus="")
    for one in (2, 3)
)
ANSWERS = _packet("DialEnd", "1.1", DestCallerIDNum="22", DialStatus="ANSWER") + _packet(
    "DialEnd", "1.1", DestCallerIDNum="23", DialStatus="CANCEL"
)
HANGS_UP = _packet("Hangup", "1.2", Cause="16") + _packet("Hangup", "1.1", Cause="16")


def _managed(text: str) -> list[Heard]:
    manager = Manager()
    found = (manager.heard(packet, NOW) for packet in packets(iter(text.splitlines())))
    return [one for one in found if one]


def test_a_group_of_phones_that_ring_is_one_call() -> None:
    heard = _managed(NEW + RINGS + ANSWERS + HANGS_UP)
    assert [one.happening for one in heard] == ["ringing", "answered", "ended"]
    call = _calls(heard)[0]
    assert (call.caller, call.called, call.agent, call.result) == (
        "+4917112345678", "499999820", "22", "answered",
    )  # fmt: skip


def test_a_caller_who_gives_up_has_missed_us() -> None:
    call = _calls(_managed(NEW + RINGS + HANGS_UP))[0]
    assert (call.result, call.cause, call.direction) == ("missed", "given_up", "in")


def test_a_call_of_the_house_is_none_from_outside() -> None:
    inside = NEW.replace("from-trunk", "from-internal")
    assert _calls(_managed(inside + RINGS + HANGS_UP))[0].direction == "out"


def test_a_packet_without_an_end_is_nonsense() -> None:
    with pytest.raises(exchange_socket.Nonsense):
        list(packets(f"Name{one}: x" for one in range(1000)))


class Server:
    """Plays recorded bytes to whoever connects, then hangs up."""

    def __init__(self, *recordings: bytes) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = self._socket.getsockname()
        self.read: list[bytes] = []
        self._recordings = recordings
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        for recording in self._recordings:
            connection, _ = self._socket.accept()
            with connection:
                for start in range(0, len(recording), 37):  # in pieces that end anywhere
                    connection.sendall(recording[start : start + 37])
                    time.sleep(0.002)
                connection.settimeout(0.2)
                try:
                    self.read.append(connection.recv(4096))
                except OSError:
                    self.read.append(b"")


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Heard]:
    found: list[Heard] = []
    monkeypatch.setattr(exchange_socket, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(hearing, "keep", lambda source, heard, raw: found.append(heard))
    monkeypatch.setattr(exchange_socket, "close_old_connections", lambda: None)
    return found


def _listen(work: Callable[[threading.Event], None], until: Callable[[], bool]) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,), daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not until() and time.monotonic() < end:
        time.sleep(0.02)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert until()


def test_a_box_that_hangs_up_is_listened_to_again(kept: list[Heard], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = BOX.encode().splitlines(keepends=True)
    server = Server(b"".join(lines[:3]).replace(b"\n", b"\r\n"), b"".join(lines[3:]))
    monkeypatch.setattr(settings, "HOSTDESK", settings.HOSTDESK | {"HOSTDESK_FRITZBOX": server.address})
    _listen(fritzbox.run, lambda: len(kept) == 11)
    assert len(_calls(kept)) == 4


def test_asterisk_is_signed_in_to(kept: list[Heard], monkeypatch: pytest.MonkeyPatch) -> None:
    banner = b"Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nMessage: Authentication accepted\r\n\r\n"
    server = Server(banner + (NEW + RINGS + ANSWERS + HANGS_UP).encode())
    url = f"ami://desk:s%3Acret@127.0.0.1:{server.address[1]}"
    monkeypatch.setattr(settings, "HOSTDESK", settings.HOSTDESK | {"HOSTDESK_ASTERISK": url})
    _listen(ami.run, lambda: len(kept) == 3 and bool(server.read))
    assert b"Action: Login\r\nUsername: desk\r\nSecret: s:cret\r\nEvents: call\r\n\r\n" in server.read[0]


def test_nothing_is_listened_to_that_is_not_configured(kept: list[Heard]) -> None:
    stop = threading.Event()
    stop.set()
    fritzbox.run(stop)
    ami.run(stop)
    assert not kept
