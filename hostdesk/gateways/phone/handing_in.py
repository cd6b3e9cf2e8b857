"""A call that came in and is over is handed in like everything from outside: kept first, then entered."""

import hashlib
import json
from datetime import datetime, timedelta

from hostdesk.core import calls
from hostdesk.gateways import arrivals
from hostdesk.gateways.phone.models import Call
from hostdesk.tickets import routing

GRACE = timedelta(seconds=4)  # after the last news: what was told late or in the wrong order is mostly here
_AT_ONCE = 50
_SAID = ("source", "call_id", "direction", "caller", "called", "result", "cause", "agent", "rung", "seconds",
         "follows")  # fmt: skip
_MOMENTS = ("began_at", "answered_at", "ended_at")


def hand_in_due(now: datetime) -> int:
    """Hand in whatever is over since a moment, twice is as good as once; returns how many."""
    over = Call.objects.filter(state=calls.State.ENDED, is_handed_in=False, changed_at__lte=now - GRACE)
    found = list(over.select_related("department").order_by("ended_at", "pk")[:_AT_ONCE])
    for one in found:
        if one.direction == calls.Direction.IN and one.result != calls.Result.BLOCKED:
            _hand_in(one)
        Call.objects.filter(pk=one.pk).update(is_handed_in=True)
    return len(found)


def key_of(source: str, call_id: str) -> str:
    """Of the arrival and the message that a call becomes."""
    return "call:" + hashlib.sha256(f"{source}\n{call_id}".encode()).hexdigest()


def _hand_in(one: Call) -> None:
    arrivals.accept(
        _bytes(one), door=f"calls:{one.source}", channel="phone", key=key_of(one.source, one.call_id),
        recipients=(routing.address_of(one.department),), received_at=one.ended_at,
    )  # fmt: skip


def _bytes(one: Call) -> bytes:
    said = {name: getattr(one, name) for name in _SAID}
    moments = {name: at.isoformat() if (at := getattr(one, name)) else None for name in _MOMENTS}
    return json.dumps(said | moments, sort_keys=True, ensure_ascii=True, indent=1).encode()
