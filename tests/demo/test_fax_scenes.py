"""A fax in the story: it came, it was answered, and its answer arrived."""

from datetime import UTC, datetime

import pytest

from hostdesk.accounts.models import Staff
from hostdesk.demo import fax_scenes
from hostdesk.demo.cast import CUSTOMERS, STAFF
from hostdesk.demo.past import Past
from hostdesk.gateways.fax.models import FaxJob, ReceivedFax
from hostdesk.journal.verify import verify

pytestmark = pytest.mark.django_db


def test_two_pages_came_and_their_answer_arrived(installed: None) -> None:
    now = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)
    past = Past(now)
    for plot in fax_scenes.plots(now, {one.key: Staff.objects.get(email=one.email) for one in STAFF}):
        past.add(plot)
    past.live()
    fax, job = ReceivedFax.objects.get(), FaxJob.objects.get()
    assert (fax.pages, fax.is_complete) == (2, True)
    assert fax.message.ticket.customer.number == CUSTOMERS[2].number
    assert job.delivery.ticket == fax.message.ticket.number
    assert job.progress == "sent"
    assert verify().findings == []
