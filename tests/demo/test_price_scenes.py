from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import (
    Answer,
    Charge,
    ChargeState,
    ConsentRequest,
    Dispute,
    ServiceRequest,
    Statement,
    Timer,
)
from hostdesk.demo import price_scenes
from hostdesk.demo.cast import STAFF
from hostdesk.demo.past import Past
from hostdesk.journal.verify import verify
from hostdesk.tickets.models import Ticket

# A Wednesday, a Sunday, the first of a year, the first of a month before anybody works, Easter Monday.
DAYS = {
    "wednesday": datetime(2026, 11, 18, 13, 30, tzinfo=UTC),
    "sunday": datetime(2026, 11, 22, 3, tzinfo=UTC),
    "new year": datetime(2027, 1, 1, 9, tzinfo=UTC),
    "first of a month": datetime(2026, 12, 1, 5, tzinfo=UTC),
    "easter": datetime(2026, 4, 6, 20, tzinfo=UTC),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(params=DAYS)
def told(request: pytest.FixtureRequest, installed: None) -> Iterator[datetime]:
    """The four tickets about prices, as they stand on this day."""
    now = DAYS[request.param]
    past = Past(now)
    for plot in price_scenes.plots(now, {role.key: Staff.objects.get(email=role.email) for role in STAFF}):
        past.add(plot)
    past.live()
    yield now


def test_each_of_them_is_there_on_any_day(told: datetime) -> None:
    assert sorted(ConsentRequest.objects.values_list("answer", flat=True)) == [Answer.NO, Answer.YES]
    assert Dispute.objects.get().answered_at is None
    assert not Timer.objects.exists()

    night = Charge.objects.get(ticket__subject__startswith="Newsletter-Versand")
    assert night.net == Decimal("230.00")  # 80 and five quarter-hours at 30: 67 minutes, the break is free
    assert night.state == ChargeState.APPROVED

    morning = Ticket.objects.get(subject__startswith="Shop zeigt")
    assert morning.work.get().end - morning.work.get().start
    assert not morning.charges.exists()

    first = Statement.objects.get()
    credit = Charge.objects.get(credits__isnull=False)
    assert credit.credits.on_statement.statement == first
    assert (credit.net, credit.state) == (-first.net, ChargeState.APPROVED)

    assert sorted(ServiceRequest.objects.values_list("state", flat=True)) == ["call_back", "declined"]

    assert [finding.text for _, finding in verify().findings] == []
    assert max(Charge.objects.values_list("at", flat=True)) <= told
