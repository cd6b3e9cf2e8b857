"""Calls in the story: one on the hotline, one that waits to be called back, one that was."""

from datetime import datetime, timedelta

from hostdesk.accounts.models import Staff
from hostdesk.core.calls import Happening
from hostdesk.demo import calling
from hostdesk.demo.cast import CUSTOMERS
from hostdesk.demo.past import Plot, settle, support_ago
from hostdesk.gateways.phone import following, handing_in
from hostdesk.lib import phones
from hostdesk.tickets import callbacks
from hostdesk.tickets.actions.callbacks import record_call_back

_REACHED = "Hatte nur gefragt, bis wann die Rechnung zu zahlen ist. Erledigt."


def plots(now: datetime, staff: dict[str, Staff]) -> tuple[Plot, ...]:
    """All within the last two days of support before `now` (UTC)."""
    return _on_the_hotline(now), _missed(now), _called_back(now, staff["ben"])


def _on_the_hotline(now: datetime) -> Plot:
    begins = support_ago(now, 130)
    yield begins
    number, line = calling.CALLERS["stranger"]
    calling.tell("story-1", Happening.RINGING, number, line, begins)
    calling.tell("story-1", Happening.ANSWERED, number, line, begins + timedelta(seconds=9), "Greta")
    yield begins + timedelta(seconds=374)
    calling.tell("story-1", Happening.ENDED, number, line, begins + timedelta(seconds=374))
    _enter("story-1", begins + timedelta(seconds=374))


def _missed(now: datetime) -> Plot:
    begins = support_ago(now, 35)
    yield begins
    number, line = calling.CALLERS["customer"]
    calling.tell("story-2", Happening.RINGING, number, line, begins)
    yield begins + timedelta(seconds=41)
    calling.give_up("story-2", number, line, begins + timedelta(seconds=41))
    _enter("story-2", begins + timedelta(seconds=41))


def _called_back(now: datetime, by: Staff) -> Plot:
    begins = support_ago(now, 700)
    yield begins
    number, line = CUSTOMERS[3].contacts[0].phone, calling.SUPPORT
    calling.tell("story-3", Happening.RINGING, number, line, begins)
    yield begins + timedelta(seconds=30)
    calling.give_up("story-3", number, line, begins + timedelta(seconds=30))
    _enter("story-3", begins + timedelta(seconds=30))
    yield begins + timedelta(minutes=25)
    for one in callbacks.promised().filter(number=phones.read(number).e164):
        record_call_back(one, by, was_reached=True, result=_REACHED)


def _enter(call_id: str, at: datetime) -> None:
    following.follow(calling.SOURCE, call_id)
    handing_in.hand_in_due(at + timedelta(days=1))
    settle()
