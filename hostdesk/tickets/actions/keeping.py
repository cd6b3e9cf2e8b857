"""Small marks that agents set: spam and back, read, trouble seen to."""

from datetime import datetime

from hostdesk.accounts.models import Staff
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family, settle
from hostdesk.tickets.telling import tell


def spam(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Hide a ticket as spam; it is kept, found by its number, and comes back with `not_spam` (M13)."""
    return _mark(ticket, by, at, "ticket.spam", is_spam=True)


def not_spam(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """It was not spam after all; the promise's clock never stopped."""
    return _mark(ticket, by, at, "ticket.not_spam", is_spam=False)


def trouble_seen(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Somebody has looked after the letter that did not arrive."""
    with changing(ticket, by) as root:
        # Also at what was merged into it, else the trouble is back when the merge is taken back.
        Ticket.objects.filter(pk__in=[one.pk for one in family(root)]).update(has_delivery_trouble=False)
        return _mark(root, by, at, "trouble.seen", has_delivery_trouble=False)


def seen(ticket: Ticket, by: Staff) -> None:
    """The newest message has been read by somebody; an auditor's look does not count."""
    if by.may_change:
        Ticket.objects.filter(pk__in=[one.pk for one in family(ticket.root)], is_unread=True).update(
            is_unread=False
        )


def _mark(ticket: Ticket, by: Staff, at: datetime | None, kind: str, **flags: bool) -> Ticket:
    with changing(ticket, by) as root:
        at = moment(at)
        for name, value in flags.items():
            setattr(root, name, value)
        settle(root, at)
        tell(root, kind, by, at)
        return root
