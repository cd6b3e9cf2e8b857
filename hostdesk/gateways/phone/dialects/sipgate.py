"""sipgate.io push: forms; `answer` and `hangup` are told only if the answer to `newCall` asks for them."""

from xml.sax.saxutils import quoteattr

from hostdesk.core.calls import Cause, Happening, Heard
from hostdesk.gateways.phone.dialects.request import Answer, Dialect, Request, unsigned

HAPPENINGS = {
    "newCall": Happening.RINGING, "answer": Happening.ANSWERED, "hangup": Happening.ENDED,
}  # fmt: skip
CAUSES = {
    "normalClearing": Cause.NORMAL, "busy": Cause.BUSY, "cancel": Cause.GIVEN_UP,
    "noAnswer": Cause.NO_ANSWER, "congestion": Cause.UNREACHABLE, "notFound": Cause.UNREACHABLE,
    "forwarded": Cause.FORWARDED,
}  # fmt: skip


def read(request: Request) -> Heard | None:
    """`newCall`, `answer`, `hangup`; whatever else is told (`dtmf`) is no news about a call."""
    happening = HAPPENINGS.get(request.one("event"))
    if happening is None:
        return None
    direction = request.one("direction")
    return Heard(
        happening=happening,
        call_id=request.call_id("callId", "call_id"),
        at=request.at,
        direction=direction if direction in ("in", "out") else "",
        caller=request.one("from"),
        called=request.one("to"),
        agents=request.all("user[]", "user") or request.all("answeringNumber"),
        cause=CAUSES.get(request.one("cause"), Cause.NONE) if happening is Happening.ENDED else Cause.NONE,
        follows=request.one("origCallId"),
    )


def _answer(request: Request) -> Answer:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    here = quoteattr(request.address)
    wants = f" onAnswer={here} onHangup={here}" if request.one("event") == "newCall" else ""
    return Answer("application/xml", f"{head}<Response{wants}/>\n".encode())


DIALECT = Dialect(unsigned, read, _answer)
