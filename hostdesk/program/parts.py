"""The parts that `hostdesk serve` and its sisters are made of; Django must be awake."""

from django.conf import settings

from hostdesk.billing import asking_timers
from hostdesk.gateways import work as arrivals
from hostdesk.gateways.fax import following as faxes
from hostdesk.gateways.mail import imap, mailboxes
from hostdesk.gateways.mail.lmtp import LmtpServer
from hostdesk.gateways.phone import ami, fritzbox
from hostdesk.gateways.phone import following as calls
from hostdesk.lib import statistics
from hostdesk.outbox import worker as outbox
from hostdesk.portal import asking as signing_in
from hostdesk.program.crew import Crew
from hostdesk.program.house import Part
from hostdesk.program.web import Web
from hostdesk.ratings import asking as ratings
from hostdesk.tickets import waking


def web() -> Part:
    """Pages and live updates."""
    return Web(
        "hostdesk.asgi:application",
        settings.HOSTDESK["HOSTDESK_LISTEN"],
        settings.HOSTDESK["HOSTDESK_PROXIES"],
    )


def workers() -> Part:
    """Arrivals become tickets, mailboxes are fetched, letters leave."""
    mailboxes.configured()  # a wrong one must stop the start, not a thread
    return Crew(
        {
            "arrivals": arrivals.run,
            "calls": calls.run,
            "faxes": faxes.run,
            "FRITZ!Box": fritzbox.run,
            "Asterisk": ami.run,
            "outbox": outbox.run,
            "mailboxes": imap.run,
            "sleepers": waking.run,
            "timers": asking_timers.run,
            "signing in": signing_in.run,
            "ratings": ratings.run,
            "statistics": statistics.run,
        }
    )


def lmtp() -> Part:
    """Mail from the MTA."""
    return LmtpServer()
