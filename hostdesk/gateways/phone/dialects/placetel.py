"""Placetel Notify: forms, signed with HMAC-SHA256 over the body in X-PLACETEL-SIGNATURE."""

import hashlib
import hmac

from hostdesk.core.calls import Cause, Happening, Heard
from hostdesk.gateways.phone.dialects.request import Answer, Dialect, Refused, Request, whole_number

_HAPPENINGS = {
    "IncomingCall": Happening.RINGING, "OutgoingCall": Happening.RINGING,
    "CallAccepted": Happening.ANSWERED, "HungUp": Happening.ENDED,
}  # fmt: skip
_DIRECTIONS = {"IncomingCall": "in", "OutgoingCall": "out", "CallAccepted": "in"}
_CAUSES = {
    "accepted": Cause.NORMAL, "missed": Cause.NO_ANSWER, "voicemail": Cause.VOICEMAIL,
    "blocked": Cause.BLOCKED, "busy": Cause.BUSY, "canceled": Cause.GIVEN_UP,
    "unavailable": Cause.UNREACHABLE, "congestion": Cause.UNREACHABLE,
}  # fmt: skip


def _check(request: Request, secret: str) -> None:
    expected = hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
    given = request.headers.get("x-placetel-signature", "").strip().lower()
    if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace")):
        raise Refused("X-PLACETEL-SIGNATURE is not that of this body")


def _read(request: Request) -> Heard | None:
    event = request.one("event")
    happening = _HAPPENINGS.get(event)
    if happening is None:
        return None
    said = request.one("direction")
    return Heard(
        happening=happening,
        call_id=request.call_id("call_id"),
        at=request.at,
        direction=said if said in ("in", "out") else _DIRECTIONS.get(event, ""),
        caller=request.one("from"),
        called=request.one("to"),
        agents=request.all("peer") if happening is Happening.ANSWERED else (),
        cause=_CAUSES.get(request.one("type"), Cause.NONE) if happening is Happening.ENDED else Cause.NONE,
        seconds=whole_number(request.one("duration")),
    )


def _answer(request: Request) -> Answer:
    return Answer("application/xml", b'<?xml version="1.0" encoding="UTF-8"?>\n<Response/>\n')


DIALECT = Dialect(_check, _read, _answer)
