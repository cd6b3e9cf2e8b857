"""Without consent the ticket sleeps until the next working day, and the customer is told (M15)."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import letters, load
from hostdesk.billing.actions.beginning import changing, moment
from hostdesk.billing.resting import next_working_day
from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed
from hostdesk.tickets.actions.handling import sleep
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.notices import notify
from hostdesk.tickets.standing import settle

NO_ADDRESS = gettext_noop("We know no address for this request: put it to sleep by hand and call.")


def sleep_until_working_day(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> datetime:
    """Pending until staff get in touch (UTC, returned); the letter names that moment and the day price's."""
    with changing(ticket, by) as root:
        at = moment(at)
        if not root.requester:
            raise NotAllowed(NO_ADDRESS)
        until = next_working_day(at)
        sleep(root, until, by, at)
        words = letters.sleeping(root, load.tariff_at(at, root.customer), until, at)
        notify(root, Address(root.requester, root.requester_name), words, by, at, kind="consent.sleep")
        settle(root, at)
        return until
