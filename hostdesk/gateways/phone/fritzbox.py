"""The call monitor of a FRITZ!Box (TCP 1012, switched on with #96*5*): one line an event, no sign-in."""

import threading
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from hostdesk.core.calls import Cause, Happening, Heard
from hostdesk.gateways.phone import exchange_socket
from hostdesk.gateways.phone.exchange_socket import Lines

SOURCE = "fritzbox"
_MAILBOXES = range(40, 50)  # extensions of its answering machines


def run(stop_event: threading.Event) -> None:
    """Listen to the configured box until `stop_event` is set."""
    address: tuple[str, int] | None = settings.HOSTDESK["HOSTDESK_FRITZBOX"]
    if address is None:
        stop_event.wait()
        return
    exchange_socket.listen(address, stop_event, _talk, "the FRITZ!Box")


class Monitor:
    """The box uses its connection ids again and again: a call is named by the line with which it began."""

    def __init__(self) -> None:
        self._calls: dict[str, Heard] = {}

    def heard(self, line: str, at: datetime) -> Heard | None:
        """What a line says, heard at `at` (UTC); None if it says nothing about a call that we know."""
        fields = line.strip().split(";")
        if len(fields) < 4:
            return None
        moment, kind, connection, *rest = fields
        if kind in ("RING", "CALL"):
            begun = self._begun(f"{moment}#{connection}", kind, rest, at)
            self._calls[connection] = begun
            return begun
        known = self._calls.get(connection)
        if known is None or kind not in ("CONNECT", "DISCONNECT"):
            return None
        if kind == "CONNECT":
            return self._going_on(known, Happening.ANSWERED, at, agents=(_agent(rest[0]),))
        del self._calls[connection]
        seconds = int(rest[0]) if rest[0].isdecimal() else 0
        cause = Cause.NORMAL if seconds else Cause.NONE
        return self._going_on(known, Happening.ENDED, at, cause=cause, seconds=seconds)

    def _begun(self, call_id: str, kind: str, rest: list[str], at: datetime) -> Heard:
        """RING;caller;called MSN;line — CALL;extension;own MSN;dialled;line."""
        is_in = kind == "RING"
        rest = [*rest, "", "", ""]
        caller, called = (rest[0], rest[1]) if is_in else (rest[1], rest[2])
        agents = () if is_in or not rest[0] else (rest[0],)
        return Heard(Happening.RINGING, call_id, at, "in" if is_in else "out", caller, called, agents)

    def _going_on(
        self, begun: Heard, happening: Happening, at: datetime, *, agents: tuple[str, ...] = (),
        cause: Cause = Cause.NONE, seconds: int | None = None,
    ) -> Heard:  # fmt: skip
        return Heard(
            happening, begun.call_id, at, begun.direction, begun.caller, begun.called, agents, cause, seconds
        )


def _agent(extension: str) -> str:
    is_mailbox = extension.isdecimal() and int(extension) in _MAILBOXES
    return "voicemail" if is_mailbox else extension


def _talk(lines: Lines) -> None:
    monitor = Monitor()
    for line in lines:
        if (heard := monitor.heard(line, timezone.now())) is not None:
            lines.keep(SOURCE, heard, line)
