"""A call to Nordlicht, as its exchange would tell of it: it rings, and somebody answers or nobody."""

import secrets
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from hostdesk.core.calls import Cause, Happening, Heard
from hostdesk.demo.cast import CUSTOMERS
from hostdesk.gateways.phone import hearing

SOURCE = "demo"
SALES, SUPPORT = "498999998100", "498999998200"
RINGS, TALKS = 20.0, 30.0  # seconds in the demo
CALLERS = {
    "customer": (CUSTOMERS[0].contacts[0].phone, SUPPORT),
    "stranger": ("+49 30 23125 417", SALES),
    "withheld": ("anonymous", SUPPORT),
}


def ring(caller: str, *, answered_by: str = "") -> None:
    """Let a call ring now; some seconds later it is answered, or the caller gives up."""
    number, line = CALLERS[caller]
    call_id = secrets.token_hex(8)
    tell(call_id, Happening.RINGING, number, line, timezone.now())
    if answered_by:
        _later(RINGS, lambda: tell(call_id, Happening.ANSWERED, number, line, timezone.now(), answered_by))
        _later(RINGS + TALKS, lambda: tell(call_id, Happening.ENDED, number, line, timezone.now()))
    else:
        _later(RINGS, lambda: give_up(call_id, number, line, timezone.now()))


def tell(call_id: str, happening: Happening, caller: str, line: str, at: datetime, agent: str = "") -> None:
    """One thing that the exchange tells; `at` in UTC."""
    cause = Cause.NORMAL if happening is Happening.ENDED else Cause.NONE
    agents = (agent,) if agent else ()
    hearing.keep(SOURCE, Heard(happening, call_id, at, "in", caller, line, agents, cause), "")


def give_up(call_id: str, caller: str, line: str, at: datetime) -> None:
    """The caller hangs up before anybody has answered."""
    hearing.keep(SOURCE, Heard(Happening.ENDED, call_id, at, "in", caller, line, (), Cause.GIVEN_UP), "")


def _later(seconds: float, happens: Callable[[], None]) -> None:
    def work() -> None:
        try:
            happens()
        finally:
            close_old_connections()

    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.start()
