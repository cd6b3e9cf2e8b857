"""What was heard is kept once, whoever tells it again; then a worker is woken."""

import hashlib
import json
import threading
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from hostdesk.core.calls import Cause, Happening, Heard
from hostdesk.gateways.phone.models import CallEvent
from hostdesk.lib import rows

heard_something = threading.Event()  # wakes the worker of this process; those of others look once in a while


def keep(source: str, heard: Heard, raw: str) -> bool:
    """Durable when it returns; False if we had heard exactly this before."""
    event = CallEvent(
        source=source, call_id=heard.call_id, key=_key(source, heard), at=heard.at, said=_plain(heard),
        raw=raw.replace("\x00", ""),
    )  # fmt: skip
    is_new = not rows.exists(CallEvent, key=event.key) and _written(event)
    if is_new:
        heard_something.set()
    return is_new


def heard_of(source: str, call_id: str) -> list[tuple[int, Heard]]:
    """Everything, with the ids of the rows."""
    found = CallEvent.objects.filter(source=source, call_id=call_id).order_by("pk")
    return [(one.pk, _heard(one.said, one.at)) for one in found]


def _written(event: CallEvent) -> bool:
    try:
        with transaction.atomic():
            rows.insert(event)
    except IntegrityError:
        return False  # told twice at the same moment
    return True


def _key(source: str, heard: Heard) -> str:
    """Without the moment: an event that is told again comes later."""
    return hashlib.sha256(json.dumps([source, _plain(heard)], sort_keys=True).encode()).hexdigest()


def _plain(heard: Heard) -> dict[str, Any]:
    said = asdict(replace(heard, agents=()))
    del said["at"]
    return said | {"agents": list(heard.agents)}


def _heard(said: dict[str, Any], at: datetime) -> Heard:
    words = {**said, "agents": tuple(said["agents"]), "at": at}
    return Heard(**words | {"happening": Happening(said["happening"]), "cause": Cause(said["cause"])})
