"""Where a ticket stands, in the words of a customer: what is, what happens next, and by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from hostdesk.core.states import State
from hostdesk.tickets.letters import moment
from hostdesk.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Standing:
    """`tone` is open, late, asked (she must do something), rest or done."""

    tone: str
    state: str
    after: str  # what happens next, and by when


def standing(
    ticket: Ticket, now: datetime, language: str, *, asked_until: datetime | None = None
) -> Standing:
    """In one badge and one sentence; `asked_until` is how long a question for her consent can be answered."""
    if ticket.state == State.SOLVED:
        return Standing("done", _("Solved"), _solved(ticket, now, language))
    if asked_until is not None:
        until = {"until": moment(asked_until, language)}
        return Standing(
            "asked", _("Waits for you"), _("We need your consent before we go on, until %(until)s.") % until
        )
    if ticket.state == State.PENDING and ticket.pending_until:
        until = {"until": moment(ticket.pending_until, language)}
        return Standing("rest", _("Rests"), _("We get back to you on %(until)s, or when you write.") % until)
    if ticket.responded_at is None:
        return _promised(ticket, now, language)
    if ticket.is_unread:
        return Standing("open", _("In work"), _("Your last message has arrived. One of us reads it next."))
    return Standing("open", _("In work"), _("We have answered. If anything is missing, write to us here."))


def _promised(ticket: Ticket, now: datetime, language: str) -> Standing:
    due = {"due": moment(ticket.due_at, language)}
    state = _("Received") if ticket.state == State.NEW else _("In work")
    if now > ticket.due_at:
        late = _("We promised an answer by %(due)s and are late. Our team lead has been told.")
        return Standing("late", state, late % due)
    return Standing("open", state, _("You have an answer by %(due)s at the latest.") % due)


def _solved(ticket: Ticket, now: datetime, language: str) -> str:
    if ticket.solved_at is None:
        return ""
    ends = ticket.solved_at + timedelta(days=settings.HOSTDESK["HOSTDESK_REOPEN_DAYS"])
    if now < ends:
        return _("Not solved after all? Write here until %(until)s, and it is open again.") % {
            "until": moment(ends, language)
        }
    return _("It was solved on %(at)s. If you write here, a new ticket is opened and linked with it.") % {
        "at": moment(ticket.solved_at, language)
    }
