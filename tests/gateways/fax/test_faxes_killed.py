"""Sixty faxes, the hook killed at every step and run twice: sixty messages."""

import pytest
from killable import Killable
from paper import sheet, tiff, written

from hostdesk.gateways import arrivals
from hostdesk.gateways.models import Arrival, State
from hostdesk.tickets.models import Kind, Message

pytestmark = pytest.mark.usefixtures("nordlicht")
STEPS = [
    "fax.read", "arrival.noted", "blob.before_write", "blob.written", "blob.synced", "blob.renamed",
    "blob.folders_synced",
    "arrival.blob_kept", "arrival.inserted", "arrival.committed", "fax.before_exit", "",
]  # fmt: skip
WORKING = ["work.claimed", "work.read", "work.before_commit", "work.committed"]


@pytest.mark.once
def test_sixty_faxes_are_sixty_messages(tmp_path):
    door, paper = Killable(), tiff([sheet("x")], lines=1146)
    for number in range(60):
        path = written(tmp_path, paper, f"{number:09d}.tif")
        step = STEPS[number % len(STEPS)]
        assert door.run("fax", step, str(path)) == (-9 if step else 0)
        assert door.run("fax", "", str(path)) == 0
        if number % 7 == 0:
            assert door.run("fax", "", str(path)) == 0
    arrivals.sweep()
    for step in WORKING * 2:
        assert door.run("work", step) == -9
    assert door.run("work") == 0
    door.close()
    assert Arrival.objects.count() == Arrival.objects.filter(state=State.DONE).count() == 60
    assert Message.objects.filter(kind=Kind.IN).values("key").distinct().count() == 60
    assert Message.objects.filter(kind=Kind.IN).count() == 60
