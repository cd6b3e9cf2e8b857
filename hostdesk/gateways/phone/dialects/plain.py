"""Our own, for exchanges that can call a URL: JSON, signed with HMAC-SHA256 over time and body."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from hostdesk.core.calls import Cause, Happening, Heard
from hostdesk.gateways.phone.dialects.request import (
    Answer,
    Dialect,
    Refused,
    Request,
    Unreadable,
    whole_number,
)

TIME, SIGNATURE = "x-hostdesk-time", "x-hostdesk-signature"
_TOLERANCE = timedelta(minutes=5)  # of clocks; an older request may be a recorded one


def signature(secret: str, seconds: str, body: bytes) -> str:
    """Of a body sent at `seconds` (Unix time as decimal digits): hexadecimal."""
    return hmac.new(
        secret.encode(), seconds.encode("ascii", "replace") + b"." + body, hashlib.sha256
    ).hexdigest()


def _check(request: Request, secret: str) -> None:
    seconds, given = request.headers.get(TIME, ""), request.headers.get(SIGNATURE, "").strip().lower()
    if not hmac.compare_digest(signature(secret, seconds, request.body).encode(), given.encode()):
        raise Refused("X-Hostdesk-Signature is not that of this time and body")
    sent = datetime.fromtimestamp(whole_number_of(seconds), UTC)
    if abs(request.at - sent) > _TOLERANCE:
        raise Refused("X-Hostdesk-Time is more than five minutes away")


def whole_number_of(seconds: str) -> int:
    """Unix time; Refused for anything else."""
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) < 12):
        raise Refused("X-Hostdesk-Time is no Unix time in seconds")
    return int(seconds)


def _read(request: Request) -> Heard | None:
    try:
        happening = Happening(request.one("event"))
        cause = Cause(request.one("cause")) if happening is Happening.ENDED else Cause.NONE
    except ValueError as error:
        raise Unreadable(f"event or cause is not known: {error}") from error
    direction = request.one("direction")
    return Heard(
        happening=happening,
        call_id=request.call_id("call"),
        at=request.at,
        direction=direction if direction in ("in", "out") else "",
        caller=request.one("from"),
        called=request.one("to"),
        agents=request.all("agents", "agent"),
        cause=cause,
        seconds=whole_number(request.one("seconds")),
        follows=request.one("follows"),
    )


def _answer(request: Request) -> Answer:
    return Answer("application/json", b"{}")


DIALECT = Dialect(_check, _read, _answer)
