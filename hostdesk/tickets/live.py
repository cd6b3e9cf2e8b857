"""Telling open browsers that a ticket changed: on commit, and only its number (they ask at the gate)."""

import asyncio
import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction
from redis.exceptions import RedisError

from hostdesk.tickets.models import Ticket

log = logging.getLogger(__name__)

DESK = "desk"
_PATIENCE = 2.0  # seconds that an action waits for Redis
_loops: list[asyncio.AbstractEventLoop] = []


def changed(ticket: Ticket) -> None:
    """Announce a change of `ticket` once the present transaction is committed."""
    number = ticket.number
    # Robust: the change is committed, and a failure to tell of it must not look like one of the change.
    transaction.on_commit(lambda: _announce(number), robust=True)


def serve_from(loop: asyncio.AbstractEventLoop) -> None:
    """The event loop in which this process's browsers wait; without Redis only they are told."""
    _loops[:] = [loop]


def group_of(number: str) -> str:
    """The group of everybody who looks at this ticket."""
    return f"ticket.{number}"


def presence_changed(ticket: Ticket) -> None:
    """Tell those who look at `ticket` that somebody came, went, or began to write."""
    _announce(ticket.number, "ticket.presence", (group_of(ticket.number),))


def call_changed(pk: int, department: str) -> None:
    """Tell the people of a department (its slug), once committed, that a call rings, talks or is over."""
    message = {"type": "call.changed", "call": pk, "department": department}
    transaction.on_commit(lambda: _told(message, (DESK,), f"call {pk}"), robust=True)


def _announce(number: str, kind: str = "ticket.changed", groups: tuple[str, ...] = (DESK,)) -> None:
    _told({"type": kind, "number": number}, groups, number)


def _told(message: dict[str, Any], groups: tuple[str, ...], about: str) -> None:
    try:
        for group in groups:
            _send(group, message)
    except (OSError, RuntimeError, RedisError) as error:
        # The change is committed; whoever is not told now sees it at the next look, in half a minute.
        log.warning("Live update for %s was not sent: %s", about, error)


def _send(group: str, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    if layer is None:
        return
    if settings.HOSTDESK["HOSTDESK_REDIS_URL"]:
        async_to_sync(_in_time)(layer, group, message)
    elif _loops and _loops[0].is_running():
        # The layer in memory belongs to the loop in which the browsers wait; threads hand it over there.
        asyncio.run_coroutine_threadsafe(layer.group_send(group, message), _loops[0])


async def _in_time(layer: Any, group: str, message: dict[str, Any]) -> None:
    await asyncio.wait_for(layer.group_send(group, message), _PATIENCE)
