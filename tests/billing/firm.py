"""A Tuesday night in September 2026 at Nordlicht, and what people do in it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import nordlicht

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions
from hostdesk.billing.models import ConsentRequest
from hostdesk.tickets.models import Message, Ticket

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str, day: str = "2026-09-15") -> datetime:
    """A local time of the Tuesday, or of another day."""
    return datetime.fromisoformat(f"{day}T{text}").replace(tzinfo=BERLIN).astimezone(UTC)


def ticket(received: datetime | None = None, **more: Any) -> Ticket:
    """Meyer's request."""
    message = nordlicht.comes_in(at=received or at("18:22"), **more)
    return Ticket.objects.get(pk=message.ticket_id)


def link_in(request: ConsentRequest) -> str:
    """The token that Meyer reads in our letter."""
    delivery = request.message.delivery
    assert delivery is not None
    found = re.search(r"/consent/([\w-]+)", delivery.as_letter.text)
    assert found
    return found[1]


def asked(one: Ticket, by: Staff, when: str = "19:00", **more: Any) -> ConsentRequest:
    """Ada asks."""
    return actions.ask_consent(one, by, at=at(when), **more)


def says_yes(request: ConsentRequest, when: str = "19:10") -> ConsentRequest:
    """Meyer opens the link and presses the button."""
    return actions.give_consent(
        link_in(request), shown=request.text_sha256, ip="192.0.2.7", user_agent="Firefox", at=at(when)
    )


def replies(
    request: ConsentRequest, text: str = "Ja, einverstanden.", when: str = "19:10", **more: Any
) -> Message:
    """Meyer presses "reply" on the question."""
    return nordlicht.answers(request.message, text=text, at=at(when), **more)


def works(one: Ticket, by: Staff, start: str, end: str, day: str = "2026-09-15", **more: Any) -> Any:
    """Entered by hand, on the next day."""
    more.setdefault("reason", "Nachgetragen")
    return actions.record_interval(
        one, at(start, day), at(end, day), by, at=at(end, day) + timedelta(days=1), **more
    )
