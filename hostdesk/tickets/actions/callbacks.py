"""Calling back who reached nobody: promised by the desk itself, tried, reached, or not needed any more."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import writing
from hostdesk.tickets import callbacks, live
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import CallBack, CallBackAttempt, CallBackState, Ticket
from hostdesk.tickets.promised_calls import check_window
from hostdesk.tickets.standing import root_of
from hostdesk.tickets.telling import tell

OVER = gettext_noop("This call-back is over.")
RESULT = gettext_noop("Write down what came of the call.")
WHY = gettext_noop("Say why no call is needed.")


def promise_call_back(
    ticket: Ticket, number: str, by: Staff | None = None, *, at: datetime | None = None
) -> CallBack:
    """Somebody is called back at `number` (E.164 if it is one), within the ticket's promise."""
    with changing(ticket, by) as root:
        at = moment(at)
        start, end = callbacks.window_for(root, at)
        one = CallBack.objects.create(
            ticket=root, number=number, asked_at=at, call_from=start, call_until=end
        )
        tell(root, "call_back.promised", by, at, call_back=one.pk, number=number, start=start, end=end)
        return one


def move_call_back(
    call_back: CallBack, by: Staff, *, call_from: datetime, call_until: datetime, at: datetime | None = None
) -> CallBack:
    """Another window (UTC), as was agreed with the customer."""
    with changing(call_back.ticket, by) as root:
        at = moment(at)
        check_window(call_from, call_until, at)
        fresh = _fresh(call_back)
        fresh.call_from, fresh.call_until, fresh.reminded_at = call_from, call_until, None
        fresh.save()
        tell(root, "call_back.moved", by, at, call_back=fresh.pk, start=call_from, end=call_until)
        return fresh


def record_call_back(
    call_back: CallBack, by: Staff, *, was_reached: bool, result: str, at: datetime | None = None
) -> CallBackAttempt:
    """One try, whatever came of it; who was reached is reached for all her calls."""
    if not result.strip():
        raise NotAllowed(RESULT)
    with changing(call_back.ticket, by) as root:
        at = moment(at)
        fresh = _fresh(call_back)
        attempt = CallBackAttempt.objects.create(
            call_back=fresh, staff=by, at=at, was_reached=was_reached, result=result.strip()
        )
        said = {"was_reached": was_reached, "result": attempt.result}
        tell(root, "call_back.tried", by, at, call_back=fresh.pk, **said)
        if was_reached:
            for one in callbacks.same_caller(fresh):
                _end(one, CallBackState.REACHED, by, at, "" if one.pk == fresh.pk else root.number)
        return attempt


def drop_call_back(
    call_back: CallBack, by: Staff | None, *, reason: str, at: datetime | None = None
) -> CallBack:
    """No call is needed; `by` None is the desk itself, which learned so later."""
    if not reason.strip():
        raise NotAllowed(WHY)
    with changing(call_back.ticket, by):
        return _end(_fresh(call_back), CallBackState.DROPPED, by, moment(at), reason.strip())


def _fresh(call_back: CallBack) -> CallBack:
    fresh = CallBack.objects.select_related("ticket").get(pk=call_back.pk)
    if fresh.state != CallBackState.PROMISED:
        raise NotAllowed(OVER)
    return fresh


def _end(one: CallBack, state: CallBackState, by: Staff | None, at: datetime, reason: str) -> CallBack:
    with writing():
        one.state, one.ended_at, one.reason = state, at, reason
        one.save()
        root = root_of(one.ticket_id)
        tell(root, f"call_back.{state.value}", by, at, call_back=one.pk, reason=reason)
        live.changed(root)
        return one
