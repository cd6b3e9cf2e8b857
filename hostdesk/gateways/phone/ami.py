"""The manager interface of Asterisk (AMI, TCP 5038): packets of "Name: value" lines; a call is a Linkedid."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from hostdesk.core.calls import Cause, Happening, Heard
from hostdesk.gateways.phone import exchange_socket
from hostdesk.gateways.phone.exchange_socket import Lines, Nonsense

SOURCE = "asterisk"
INBOUND = ("from-trunk", "from-external", "from-pstn")  # contexts in which calls from outside begin
_MOST = 200  # lines of a packet
_CAUSES = {
    "16": Cause.NORMAL,
    "17": Cause.BUSY,
    "18": Cause.NO_ANSWER,
    "19": Cause.NO_ANSWER,
    "21": Cause.NO_ANSWER,
}

Packet = Mapping[str, str]


def run(stop_event: threading.Event) -> None:
    """Listen to the configured Asterisk until `stop_event` is set."""
    url = settings.HOSTDESK["HOSTDESK_ASTERISK"]
    if not url:
        stop_event.wait()
        return
    parts = urlsplit(url)
    sign_in = (unquote(parts.username or ""), unquote(parts.password or ""))
    exchange_socket.listen(
        (parts.hostname or "", parts.port or 5038),
        stop_event,
        lambda lines: _talk(lines, *sign_in),
        "Asterisk",
    )


@dataclass(slots=True)
class _Going:
    """A call that goes on."""

    caller: str
    called: str
    direction: str
    rung: set[str] = field(default_factory=set)
    agent: str = ""


class Manager:
    """Reads what belongs to a call out of the many events about its channels."""

    def __init__(self) -> None:
        self._calls: dict[str, _Going] = {}

    def heard(self, packet: Packet, at: datetime) -> Heard | None:
        """What a packet says about a call, heard at `at` (UTC); None for all the others."""
        call_id, event = packet.get("Linkedid", ""), packet.get("Event", "")
        is_first = packet.get("Uniqueid") == call_id != ""
        if event == "Newchannel" and is_first and call_id not in self._calls:
            self._calls[call_id] = _begun(packet)
            return None
        going = self._calls.get(call_id)
        if going is None:
            return None
        if event == "DialBegin":
            return self._rings(call_id, going, packet, at)
        if event == "DialEnd" and packet.get("DialStatus") == "ANSWER" and not going.agent:
            going.agent = packet.get("DestCallerIDNum", "")
            return _said(Happening.ANSWERED, call_id, going, at, agents=(going.agent,) if going.agent else ())
        if event == "Hangup" and is_first:
            del self._calls[call_id]
            return _said(Happening.ENDED, call_id, going, at, cause=_cause(going, packet))
        return None

    def _rings(self, call_id: str, going: _Going, packet: Packet, at: datetime) -> Heard | None:
        """A group lets many phones ring; it is one call that rings."""
        is_first = not going.rung
        going.rung.add(packet.get("DestCallerIDNum", ""))
        return _said(Happening.RINGING, call_id, going, at) if is_first else None


def packets(lines: Iterator[str]) -> Iterator[Packet]:
    """Lines up to an empty one; a name that comes twice keeps its first value."""
    packet: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            packet.setdefault(name.strip(), value.strip())
        if len(packet) > _MOST:
            raise Nonsense("a packet without an end")
        if not line.strip() and packet:
            yield packet
            packet = {}


def _talk(lines: Lines, user: str, secret: str) -> None:
    lines.send(f"Action: Login\r\nUsername: {user}\r\nSecret: {secret}\r\nEvents: call\r\n\r\n")
    manager = Manager()
    for packet in packets(iter(lines)):
        if packet.get("Response") == "Error":
            raise Nonsense(packet.get("Message", "the manager refuses us"))
        if (heard := manager.heard(packet, timezone.now())) is not None:
            lines.keep(SOURCE, heard, "\n".join(f"{name}: {value}" for name, value in packet.items()))


def _begun(packet: Packet) -> _Going:
    is_in = packet.get("Context", "") in INBOUND
    return _Going(packet.get("CallerIDNum", ""), packet.get("Exten", ""), "in" if is_in else "out")


def _cause(going: _Going, packet: Packet) -> Cause:
    """16 is also what it says when a caller gives up."""
    found = _CAUSES.get(packet.get("Cause", ""), Cause.NONE)
    return Cause.GIVEN_UP if found is Cause.NORMAL and not going.agent else found


def _said(
    happening: Happening, call_id: str, going: _Going, at: datetime, *, agents: tuple[str, ...] = (),
    cause: Cause = Cause.NONE,
) -> Heard:  # fmt: skip
    return Heard(happening, call_id, at, going.direction, going.caller, going.called, agents, cause)
