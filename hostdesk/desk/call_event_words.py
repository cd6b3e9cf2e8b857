"""What happened about calls, in the words of the timeline."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _

from hostdesk.desk import when
from hostdesk.desk.service_card import span
from hostdesk.lib import phones

Data = Mapping[str, Any]


def sentence(kind: str, data: Data) -> tuple[str, str] | None:
    """The sentence with {who} and {what} in the reader's language, and {what}; None for other kinds."""
    if kind not in SENTENCES:
        return None
    text, what = SENTENCES[kind]
    return _(text), what(data)


REASONS = {"answered": gettext_lazy("it was answered after all, as the exchange told later")}


def _window(data: Data) -> str:
    start, end = (datetime.fromisoformat(str(data[name])) for name in ("start", "end"))
    return span(start, end, timezone.now())


def _promised(data: Data) -> str:
    number = phones.shown(phones.read(str(data.get("number", ""))), get_language() or "en")
    return f"{number}, {_window(data)}"


def _until(data: Data) -> str:
    return when.moment(datetime.fromisoformat(str(data["end"])), timezone.now())


def _tried(data: Data) -> str:
    reached = _("reached") if data.get("was_reached") else _("not reached")
    return f"{reached}. {data.get('result', '')}"[:600]


def _elsewhere(data: Data) -> str:
    return str(data.get("reason") or "")


def _reason(data: Data) -> str:
    code = str(data.get("reason", ""))
    return str(REASONS.get(code, code))[:300]


def _customer(data: Data) -> str:
    return str(data.get("customer", ""))


def _caller(data: Data) -> str:
    return str(data.get("caller", ""))


# The sentence with {who} and {what}, and what stands for {what}.
SENTENCES: Mapping[str, tuple[str, Callable[[Data], str]]] = {
    "call_back.promised": (gettext_noop("Nobody was reached: we call back {what}"), _promised),
    "call_back.moved": (gettext_noop("{who} moved the call-back: {what}"), _window),
    "call_back.tried": (gettext_noop("{who} called back: {what}"), _tried),
    "call_back.reached": (gettext_noop("The call-back is done {what}"), _elsewhere),
    "call_back.dropped": (gettext_noop("No call-back is needed: {what}"), _reason),
    "call_back.reminded": (gettext_noop("A reminder of the call-back was sent: due {what}"), _until),
    "caller.proven": (gettext_noop("{who} checked the PIN: the caller speaks for {what}"), _customer),
    "caller.not_proven": (gettext_noop("{who} checked the PIN: wrong, {what}"), _customer),
    "call.chosen": (gettext_noop("{who} put a call on this ticket: {what}"), _caller),
}  # fmt: skip
