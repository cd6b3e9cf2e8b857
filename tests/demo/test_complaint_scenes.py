from datetime import UTC, datetime

import pytest

from hostdesk.accounts.models import Staff
from hostdesk.complaints import exporting
from hostdesk.complaints.models import Complaint, Result
from hostdesk.customers.models import Invoice
from hostdesk.demo import complaint_scenes
from hostdesk.demo.cast import STAFF
from hostdesk.demo.past import Past
from hostdesk.journal.verify import verify

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "now", [datetime(2026, 11, 18, 13, 30, tzinfo=UTC), datetime(2026, 11, 22, 3, tzinfo=UTC)], ids=str
)
def test_there_are_complaints_in_every_state_and_one_by_a_stranger(installed: None, now: datetime) -> None:
    past = Past(now)
    for plot in complaint_scenes.plots(now, {one.key: Staff.objects.get(email=one.email) for one in STAFF}):
        past.add(plot)
    past.live()
    found = Complaint.objects.order_by("opened_at")
    assert [one.stage for one in found] == ["finished", "open", "open", "open"]
    assert [one.is_proven for one in found] == [True, True, True, False]
    assert all(one.invoice for one in found)
    assert [str(one.gross) for one in exporting.waiting()] == ["11.90"]
    assert Result.objects.get().message.ticket.responded_at
    assert not Invoice.objects.filter(revision=0).exists()
    assert verify().findings == []
