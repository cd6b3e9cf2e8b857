import complaint_world as world
import nordlicht
import pytest
from django.db import IntegrityError, transaction

from hostdesk.complaints import actions
from hostdesk.complaints.models import ComplaintItem, Stage
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact

pytestmark = pytest.mark.usefixtures("db")


def test_a_customer_disputes_an_item_of_her_invoice() -> None:
    storage = world.items(world.invoice())[1]
    found = world.complaint(world.disputed(storage, "11.90"))
    assert (found.is_proven, found.stage, found.revision) == (True, Stage.OPEN, 1)
    assert [(one.item, one.description, str(one.amount)) for one in found.items.all()] == [
        (storage, "Zusätzlicher Speicher 50 GB", "11.90")
    ]
    assert nordlicht.told(found.ticket)[-1] == "complaint.opened"


def test_a_guest_who_types_the_number_of_anothers_invoice_gets_none_of_its_items() -> None:
    storage = world.items(world.invoice())[1]
    found = actions.open_complaint(
        world.ticket(nordlicht.MALLORY), invoice_number=world.NUMBER.lower(), contact=None,
        items=[world.disputed(storage, description="Position 2")],
    )  # fmt: skip
    assert found.invoice is not None  # for staff
    assert not found.is_proven
    assert [(one.item, one.description) for one in found.items.all()] == [(None, "Position 2")]


def test_a_proven_contact_of_another_customer_is_no_better_than_a_guest() -> None:
    storage = world.items(world.invoice())[1]
    found = world.complaint(world.disputed(storage, description=""), sender=nordlicht.OZDEMIR)
    assert not found.is_proven
    assert [(one.item, one.description) for one in found.items.all()] == [(None, "")]


def test_a_former_contact_is_not_proven() -> None:
    Contact.objects.filter(address=nordlicht.MEYER).update(is_former=True)
    assert not world.complaint().is_proven


@pytest.mark.parametrize("count", [0, 101])
def test_a_complaint_names_one_to_a_hundred_items(count: int) -> None:
    with pytest.raises(NotAllowed):
        actions.open_complaint(
            world.ticket(), invoice_number="", items=[world.disputed(None)] * count, contact=None
        )


@pytest.mark.parametrize("amount", ["1e30", "-1e30", "NaN", "Infinity"])
def test_an_amount_beyond_all_measure_is_kept_as_none_and_the_words_stay(amount: str) -> None:
    found = world.complaint(world.disputed(None, amount, reason="So viel!"))
    assert [(one.amount, one.reason) for one in found.items.all()] == [(None, "So viel!")]


def test_what_was_disputed_is_never_changed() -> None:
    found = world.complaint()
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplaintItem.objects.filter(complaint=found).update(reason="anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        found.invoice_number = "R-1"
        found.save()
