"""What happened about price, work and consent, in the words of the timeline."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from hostdesk.core.money import ZERO
from hostdesk.desk import amounts, when

Data = Mapping[str, Any]


def sentence(kind: str, data: Data) -> tuple[str, str] | None:
    """The sentence with {who} and {what} in the reader's language, and {what}; None for other kinds."""
    if kind not in SENTENCES:
        return None
    text, what = SENTENCES[kind]
    return _(text), what(data)


_SIDES = {
    "inside": gettext_lazy("inside our sphere"),
    "outside": gettext_lazy("outside our sphere"),
    "unknown": gettext_lazy("not yet known"),
}


def _side(data: Data) -> str:
    side = str(_SIDES.get(str(data.get("sphere")), ""))
    return f"{side}. {data.get('reason', '')}" if data.get("reason") else side


def _field(name: str) -> Callable[[Data], str]:
    return lambda data: str(data.get(name) or "")[:300]


def _nothing(data: Data) -> str:
    return ""


def _free(data: Data) -> str:
    if data.get("work") == "first_response":
        return _(", first response")
    return _(", without charge: %(why)s") % {"why": data.get("reason", "")} if data.get("is_free") else ""


def _length(data: Data) -> str:
    start, end = (parse_datetime(str(data.get(name, ""))) for name in ("start", "end"))
    return amounts.duration(int((end - start).total_seconds())) if start and end else ""


def _way(data: Data) -> str:
    ways = {"mail": _("by mail"), "page": _("at the portal")}
    return ways.get(str(data.get("way")), _("by the link of our letter"))


def _objection(data: Data) -> str:
    """With the name of who wrote it at the portal herself."""
    text = str(data.get("text") or "")[:300]
    return f"{data['name']}: {text}" if data.get("name") else text


def _because(data: Data) -> str:
    return f": {data['reason']}" if data.get("reason") else ""


def _net(data: Data) -> str:
    return amounts.euros(amounts.signed(str(data.get("net", ""))) or ZERO)


def _waived(data: Data) -> str:
    return f"{_net(data)}{_because(data)}"


def _call(data: Data) -> str:
    reached = _("reached") if data.get("was_reached") else _("not reached")
    return f"{reached}. {data['result']}" if data.get("result") else reached


def _service(data: Data) -> str:
    return str(data.get(f"title_{amounts.language()}") or data.get("service") or "")


def _window(data: Data) -> str:
    """Between when and when, on the day of its beginning."""
    start, end = (parse_datetime(str(data.get(name, ""))) for name in ("start", "end"))
    if not start or not end:
        return ""
    return _(": %(day)s, %(start)s to %(end)s") % {
        "day": when.weekday_and_date(start), "start": f"{when.local(start):%H:%M}",
        "end": f"{when.local(end):%H:%M}",
    }  # fmt: skip


# The sentence with {who} and {what}, and what stands for {what}.
SENTENCES: Mapping[str, tuple[str, Callable[[Data], str]]] = {
    "sphere.found": (gettext_noop("{who} found the cause: {what}"), _side),
    "dispute.raised": (gettext_noop("An objection was written down: {what}"), _objection),
    "dispute.answered": (gettext_noop("{who} answered the objection: {what}"), _field("answer")),
    "work.started": (gettext_noop("{who} started the meter{what}"), _free),
    "work.paused": (gettext_noop("{who} paused the meter"), _nothing),
    "work.resumed": (gettext_noop("{who} let the meter go on"), _nothing),
    "work.stopped": (gettext_noop("{who} stopped the meter"), _nothing),
    "work.confirmed": (gettext_noop("{who} is still at it"), _nothing),
    "work.asked": (gettext_noop("{who} asked whether somebody is still at it"), _nothing),
    "work.recorded": (gettext_noop("{who} entered {what} of work by hand"), _length),
    "work.corrected": (gettext_noop("{who} corrected an entry to {what}"), _length),
    "consent.asked": (gettext_noop("{who} asked {what} for consent"), _field("to")),
    "consent.given": (gettext_noop("Consent was given {what}"), _way),
    "consent.refused": (gettext_noop("Consent was refused"), _nothing),
    "consent.revoked": (gettext_noop("Consent was taken back{what}"), _because),
    "charge.approved": (gettext_noop("{who} approved {what} net"), _net),
    "charge.waived": (gettext_noop("{who} waived {what}"), _waived),
    "charge.withdrawn": (gettext_noop("The charge of {what} net was withdrawn"), _net),
    "charge.credited": (gettext_noop("A credit was made: {what} net"), _net),
    "charge.billed": (gettext_noop("The charge stands on statement {what}"), _field("statement")),
    "service.asked": (gettext_noop("A service was asked for: {what}"), _service),
    "service.accepted": (gettext_noop("{who} found that it can be done: {what}"), _service),
    "service.declined": (gettext_noop("{who} found that it cannot be done: {what}"), _field("reasons")),
    "service.call_promised": (gettext_noop("{who} promised a call{what}"), _window),
    "service.reminded": (gettext_noop("The promised call was called to mind"), _nothing),
    "service.called": (gettext_noop("{who} called: {what}"), _call),
}
