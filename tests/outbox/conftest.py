import outbox_cast
import pytest


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.HOSTDESK_DELIVER = outbox_cast.HERE
    settings.HOSTDESK_ON_DELIVERY = "outbox_cast.changed"
    for memory in (outbox_cast.script, outbox_cast.delivered, outbox_cast.told):
        memory.clear()
