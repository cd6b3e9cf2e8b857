"""What was changed about a customer, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.accounts.models import Staff
from hostdesk.customers.models import Place
from hostdesk.desk import when
from hostdesk.journal.models import Event

FIELDS = {
    "name": gettext_lazy("Name"),
    "language": gettext_lazy("Language"),
    "contract": gettext_lazy("Contract"),
    "response_target": gettext_lazy("First response within"),
    "has_24x7": gettext_lazy("Clock runs around the clock"),
    "is_consumer": gettext_lazy("Consumer"),
    "counts_minutes": gettext_lazy("Counts minutes"),
    "address": gettext_lazy("Mail"),
    "phone": gettext_lazy("Phone"),
    "may_order": gettext_lazy("May order"),
    "place": gettext_lazy("Sees"),
    "is_former": gettext_lazy("Has left"),
}
PLACES = {
    Place.OWN: gettext_lazy("her own requests"),
    Place.ALL: gettext_lazy("all requests of the customer"),
    Place.MANAGER: gettext_lazy("all requests, and decides who sees them"),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    at: str
    who: str
    words: str
    changes: list[str]


def history(events: Iterable[Event], now: datetime) -> list[Happened]:
    """The lines for the events of a customer, in their order; one query for the names."""
    found = list(events)
    names = {f"staff:{pk}": name for pk, name in Staff.objects.values_list("pk", "name")}
    return [
        Happened(
            when.moment(one.at, now), names.get(one.actor, _("Hostdesk")), _sentence(one),
            [_change(name, *pair) for name, pair in _changes(one).items()],
        )
        for one in found
    ]  # fmt: skip


def _sentence(event: Event) -> str:
    name = {"name": str(event.data.get("name", ""))}
    sentences = {
        "customer.added": _("The customer was added"),
        "customer.changed": _("The contract was changed"),
        "customer.pin_renewed": _("A new PIN for the phone was made"),
        "contact.added": _("%(name)s was added"),
        "contact.changed": _("%(name)s was changed"),
    }
    return sentences.get(event.kind, event.kind) % name


def _changes(event: Event) -> Mapping[str, Any]:
    changes = event.data.get("changes", {})
    return changes if isinstance(changes, dict) else {}


def _change(name: str, before: Any, after: Any) -> str:
    return f"{FIELDS.get(name, name)}: {_value(name, before)} → {_value(name, after)}"


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "place" and value in Place.values:
        return str(PLACES[Place(value)])
    return str(value) or "–"
