"""Open browsers hear that a ticket changed: only its number; what it shows they fetch through the gate."""

import asyncio
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import BaseChannelLayer
from django.urls import path

from hostdesk.accounts.models import Role, Staff
from hostdesk.tickets import access, live


class Desk(AsyncJsonWebsocketConsumer):
    """One browser tab at the desk; `?ticket=` names the ticket that it shows."""

    channel_layer: BaseChannelLayer
    groups_joined: tuple[str, ...] = ()
    departments: frozenset[str] = frozenset()  # whose calls ring here

    async def connect(self) -> None:
        """Only for staff with a role; everybody else stays outside."""
        user = self.scope["user"]
        if not user.is_authenticated or user.role not in Role.values:
            await self.close()
            return
        self.departments = await _departments(user)
        live.serve_from(asyncio.get_running_loop())
        wanted = parse_qs(self.scope["query_string"].decode()).get("ticket", [""])[0]
        shown = await _number(user, wanted) if wanted else ""
        self.groups_joined = (live.DESK, live.group_of(shown)) if shown else (live.DESK,)
        for group in self.groups_joined:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        """Leave the groups."""
        for group in self.groups_joined:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def ticket_changed(self, message: dict[str, Any]) -> None:
        """Pass the number on."""
        await self.send_json({"changed": message["number"]})

    async def ticket_presence(self, message: dict[str, Any]) -> None:
        """Somebody came to the ticket of this tab, began to write, or left."""
        await self.send_json({"present": message["number"]})

    async def call_changed(self, message: dict[str, Any]) -> None:
        """A call of one of her departments rings, was answered, or is over."""
        if message["department"] in self.departments:
            await self.send_json({"call": message["call"]})


@database_sync_to_async
def _departments(user: Staff) -> frozenset[str]:
    return frozenset(one.slug for one in access.departments_of(user))


@database_sync_to_async
def _number(user: Staff, number: str) -> str:
    """The number of a ticket that this person may see; "" for every other."""
    try:
        return access.ticket_for(user, number).root.number
    except access.NotFound:
        return ""


routing = [path("desk/live/", Desk.as_asgi())]
