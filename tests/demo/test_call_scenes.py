from datetime import UTC, datetime

import pytest

from hostdesk.accounts.models import Staff
from hostdesk.demo import call_scenes, calling
from hostdesk.demo.cast import STAFF
from hostdesk.demo.past import Past
from hostdesk.gateways.phone import following
from hostdesk.gateways.phone.models import Call
from hostdesk.journal.verify import verify
from hostdesk.tickets import callbacks
from hostdesk.tickets.models import CallBackAttempt

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "now", [datetime(2026, 11, 18, 13, 30, tzinfo=UTC), datetime(2026, 11, 22, 3, tzinfo=UTC)], ids=str
)
def test_one_was_answered_one_waits_to_be_called_back_and_one_was(installed: None, now: datetime) -> None:
    past = Past(now)
    for plot in call_scenes.plots(now, {one.key: Staff.objects.get(email=one.email) for one in STAFF}):
        past.add(plot)
    past.live()
    assert sorted(Call.objects.values_list("result", flat=True)) == ["answered", "missed", "missed"]
    assert not Call.objects.filter(message=None).exists()
    assert callbacks.promised().count() == CallBackAttempt.objects.count() == 1
    assert verify().findings == []


def test_the_button_lets_the_phone_ring(installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    later = []
    monkeypatch.setattr(calling, "_later", lambda seconds, happens: later.append(happens))
    calling.ring("customer", answered_by="Ada")
    while following.run_once():
        pass
    assert Call.objects.get().state == "ringing"
    for happens in later:
        happens()
    while following.run_once():
        pass
    assert (Call.objects.get().result, Call.objects.get().agent) == ("answered", "Ada")
