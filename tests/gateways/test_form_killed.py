"""Killed at every step: a visitor who presses the button again gets the one number of her one request."""

import pytest
from forms_at_the_door import TOKEN, a_form
from killable import Killable

from hostdesk.gateways import arrivals
from hostdesk.gateways.form import canonical
from hostdesk.gateways.models import Arrival, State
from hostdesk.lib import blobs
from hostdesk.tickets.models import Message, Ticket
from hostdesk.tickets.models.message import Kind

pytestmark = pytest.mark.usefixtures("nordlicht")

STORING = [
    "arrival.noted",
    "blob.before_write",
    "blob.written",
    "blob.synced",
    "blob.renamed",
    "blob.folders_synced",
    "arrival.blob_kept",
    "arrival.inserted",
]
KEPT = [
    "arrival.committed",
    "form.accepted",
    "work.claimed",
    "work.read",
    "work.before_commit",
    "work.committed",
]
KILLED = -9


@pytest.fixture(scope="module")
def door(django_db_setup):
    running = Killable()
    yield running
    running.close()


def the_form_is_a_message_once(door: Killable) -> None:
    arrivals.sweep()
    assert door.run("work") == 0
    arrival, message = Arrival.objects.get(), Message.objects.filter(kind=Kind.IN).get()
    assert (arrival.state, arrival.message_id, message.key) == (State.DONE, message.pk, f"form:{TOKEN}")
    assert arrival.ticket_number == Ticket.objects.get().number
    assert Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).count() == 1
    assert blobs.read(arrival.sha256) == canonical.to_bytes(a_form())


@pytest.mark.parametrize("failpoint", [*STORING, *KEPT])
def test_the_web_process_killed_and_the_button_pressed_again(door, failpoint):
    assert door.run("form", failpoint) == KILLED
    assert door.run("form") == 0
    the_form_is_a_message_once(door)


@pytest.mark.parametrize("failpoint", ["blob.renamed", *KEPT])
def test_what_has_reached_the_disk_comes_in_even_if_nobody_presses_again(door, failpoint):
    assert door.run("form", failpoint) == KILLED
    the_form_is_a_message_once(door)


def test_killed_at_every_step_one_after_the_other(door):
    for failpoint in [*STORING, *KEPT]:
        door.run("form", failpoint)
    assert door.run("form") == 0
    the_form_is_a_message_once(door)
