import pytest
from django.utils import timezone
from outbox_cast import queued, told

from hostdesk.outbox.bounces import bounced, find
from hostdesk.outbox.worker import run_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_bounce_finds_its_delivery_and_the_ticket_is_told_once():
    delivery = queued()
    run_once()
    assert find(delivery_id=delivery.pk) == find(message_id=delivery.message_id) == delivery
    assert find() is None and find(message_id="other@example.test") is None
    assert bounced(delivery, status="5.1.1", text="550 5.1.1 unknown", at=timezone.now())
    assert not bounced(delivery, status="5.2.2", text="552 full", at=timezone.now())
    assert (delivery.bounce_status, delivery.is_trouble, len(told)) == ("5.1.1", True, 2)
