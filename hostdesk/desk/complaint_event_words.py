"""What happened to a complaint, in the words of the timeline."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from hostdesk.desk import amounts

Data = Mapping[str, Any]


def sentence(kind: str, data: Data) -> tuple[str, str] | None:
    """The sentence with {who} and {what} in the reader's language, and {what}; None for other kinds."""
    if kind not in SENTENCES:
        return None
    text, what = SENTENCES[kind]
    return _(text), what(data)


_ANSWERS = {
    "accepted": gettext_lazy("accepted"),
    "partly": gettext_lazy("accepted in part"),
    "refused": gettext_lazy("refused"),
}


def _opened(data: Data) -> str:
    return str(data.get("invoice") or _("number unknown"))[:60]


def _decided(data: Data) -> str:
    answer = str(_ANSWERS.get(str(data.get("answer")), ""))
    gross = _euros(data)
    return f"{data.get('description', '')}: {answer}, {gross}"[:300]


def _corrected(data: Data) -> str:
    return f"{_decided(data)}. {data.get('correction', '')}"[:600]


def _euros(data: Data) -> str:
    return amounts.euros(Decimal(str(data.get("gross") or "0")))


# The sentence with {who} and {what}, and what stands for {what}.
SENTENCES: Mapping[str, tuple[str, Callable[[Data], str]]] = {
    "complaint.opened": (gettext_noop("A complaint about invoice {what} was opened"), _opened),
    "complaint.decided": (gettext_noop("{who} decided: {what}"), _decided),
    "complaint.corrected": (gettext_noop("{who} decided anew: {what}"), _corrected),
    "complaint.finished": (gettext_noop("{who} wrote the result to the customer: credit {what}"), _euros),
}
