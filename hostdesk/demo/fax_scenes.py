"""A fax in the story: two pages about an invoice, and its answer by fax with what became of it."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.demo import fax_paper
from hostdesk.demo.cast import CUSTOMERS
from hostdesk.demo.first_responses import essentials
from hostdesk.demo.past import Plot, settle, support_ago
from hostdesk.gateways import arrivals
from hostdesk.gateways.fax import handed_in, sheets
from hostdesk.gateways.fax.handed_in import HandedIn
from hostdesk.gateways.fax.hylafax_in import DOOR, key_of
from hostdesk.gateways.fax.models import FaxJob
from hostdesk.gateways.models import Arrival
from hostdesk.lib import phones
from hostdesk.outbox import claims
from hostdesk.outbox.models import Delivery
from hostdesk.tickets import actions
from hostdesk.tickets.by_fax import ByFax
from hostdesk.tickets.models import Ticket

_ANSWER = (
    "Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihr Fax. Wir haben die Adresse für Ihre Rechnungen "
    "geändert. Die nächste Rechnung geht an die neue Anschrift.\n\nBitte bestätigen Sie uns auf dem "
    "Antwortbogen, dass auch die Bankverbindung gleich bleibt."
)


def plots(now: datetime, staff: dict[str, Staff]) -> tuple[Plot, ...]:
    """Within the last three hours of support before `now` (UTC)."""
    return (_new_address(now, staff),)


def deliver(delivery: Delivery) -> str:
    """In the place of a fax server, while the story is told: every fax arrives."""
    claims.hand_over(delivery)
    at = timezone.now()
    FaxJob.objects.create(
        delivery=delivery, tag=uuid.uuid5(uuid.NAMESPACE_URL, delivery.key),
        number=delivery.as_letter.recipients[0], job_id="1", progress="sent", pages=2, total=2, dials=1,
        submitted_at=at, ended_at=at + timedelta(seconds=58),
    )  # fmt: skip
    return "The fax server has it as job 1."


def _new_address(now: datetime, staff: dict[str, Staff]) -> Plot:
    yield support_ago(now, 170)
    number = CUSTOMERS[2].contacts[0].phone
    fax = HandedIn(fax_paper.new_address(CUSTOMERS[2].name), "ttyS0", "000000017", caller=number)
    arrivals.accept(handed_in.to_bytes(fax), door=DOOR, channel="fax", key=key_of(fax))
    settle()
    yield support_ago(now, 128)
    ticket = Ticket.objects.get(number=Arrival.objects.get(key=key_of(fax)).ticket_number)
    by = staff["elif"] if ticket.department.slug == "accounting" else staff["ada"]
    to = ByFax(phones.read(number).e164, sheets.pdf)
    actions.reply(ticket, _ANSWER, by, essentials=essentials(ticket), by_fax=to)
    yield support_ago(now, 127)
    settle()
