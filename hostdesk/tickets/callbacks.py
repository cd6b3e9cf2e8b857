"""Who called and reached nobody is called back: between when, to what number, and who is reminded (M20)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from hostdesk.accounts.models import Staff
from hostdesk.calendars import load
from hostdesk.core import hours
from hostdesk.lib import phones
from hostdesk.tickets import promised_calls
from hostdesk.tickets.letters import Words, moment
from hostdesk.tickets.models import CallBack, CallBackState, Ticket
from hostdesk.tickets.standing import family

_LEAST = timedelta(hours=1)  # of a window: where the promise is nearly over when the call joins its ticket


def window_for(ticket: Ticket, at: datetime) -> tuple[datetime, datetime]:
    """From the next support hours after `at` until the ticket's promise, an hour at least (UTC)."""
    calendar = load.hours_of(ticket.calendar)
    begin = hours.next_opening(calendar, at)
    if ticket.due_at >= begin + _LEAST:
        return begin, ticket.due_at
    return begin, hours.add(calendar, begin, int(_LEAST.total_seconds()))


def promised() -> QuerySet[CallBack]:
    """Those that nobody has ended."""
    return CallBack.objects.filter(state=CallBackState.PROMISED)


def near(now: datetime) -> QuerySet[CallBack]:
    """Due soon, due now, or late."""
    return promised_calls.near(promised(), now)


def on(root: Ticket) -> list[CallBack]:
    """All on the ticket and those merged into it, the oldest first, with their attempts."""
    found = CallBack.objects.filter(ticket__in=family(root))
    return list(found.prefetch_related("attempts__staff"))


def same_caller(one: CallBack) -> QuerySet[CallBack]:
    """This one, and others promised to the same number: who is reached is reached for all of them."""
    others = Q(number=one.number, number__startswith="+")
    return promised().filter(Q(pk=one.pk) | others).select_related("ticket")


def remind_due(now: datetime) -> int:
    """Tell whoever is concerned, once a promise, that its window is about to end; returns how many calls."""
    return promised_calls.remind_due(
        promised().select_related("ticket__department"), now,
        about=lambda one: one.ticket.root,
        words=_words,
        kind="call_back",
    )  # fmt: skip


def _words(one: CallBack, to: Staff) -> Words:
    root, said = one.ticket.root, _REMINDER["en" if to.language == "en" else "de"]
    named = {
        "number": root.number,
        "phone": phones.shown(phones.read(one.number), to.language),
        "start": moment(one.call_from or one.asked_at, to.language),
        "end": moment(one.call_until or one.asked_at, to.language),
        "link": f"{settings.HOSTDESK['HOSTDESK_URL']}/desk/t/{root.number}/calls/",
    }
    return Words(said["subject"].format(**named), said["body"].format(**named))


_REMINDER = {
    "de": {
        "subject": "[{number}] Rückruf fällig bis {end}",
        "body": (
            "Jemand hat angerufen und niemanden erreicht: {phone}\n\n"
            "Rückruf zugesagt: {start} bis {end}\n\n{link}\n"
        ),
    },
    "en": {
        "subject": "[{number}] Call back by {end}",
        "body": (
            "Somebody called and reached nobody: {phone}\n\n"
            "Call-back promised: {start} until {end}\n\n{link}\n"
        ),
    },
}
