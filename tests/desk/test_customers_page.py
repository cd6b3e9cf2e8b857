"""Customers at the desk: found by what somebody says, read by all, changed by administrators."""

from collections.abc import Callable

import desk_world
import pytest
from desk_world import World
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions
from hostdesk.customers.models import Account, Contact, Customer
from hostdesk.journal.models import Event

SignIn = Callable[[Staff | None], Client]
CONTRACT = {"name": "Meyer Metallbau GmbH", "contract": "Managed Server L", "language": "de",
            "response_target": "90m", "counts_minutes": "on"}  # fmt: skip
PETRA = {"name": "Petra Meyer", "address": "Petra.Meyer@meyer.example.test", "phone": "+49 89 99998-214",
         "language": "", "place": "all", "may_order": "on"}  # fmt: skip


@pytest.fixture
def adam(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.adam)


def _page(client: Client, path: str = "K-20871/") -> str:
    return client.get(f"/desk/customers/{path}").content.decode()


def _post(client: Client, path: str, data: dict[str, str]) -> str:
    return client.post(f"/desk/customers/{path}", data, follow=True).content.decode()


@pytest.mark.parametrize("words", ["20871", "metallbau", "petra.meyer@", "wp123456", "Meyer petra"])
def test_a_customer_is_found_by_number_name_address_and_account(
    words: str, world: World, sign_in: SignIn
) -> None:
    Account.objects.create(customer=Customer.objects.get(number="K-20871"), number="wp123456")
    page = _page(sign_in(world.ada), f"?q={words}")
    assert "K-20871" in page and "K-10442" not in page
    assert "K-20871" in sign_in(world.ada).get(f"/desk/search/?q={words}").content.decode()


def test_the_contract_is_changed_with_its_history(adam: Client) -> None:
    page = _post(adam, "K-20871/save/", CONTRACT)
    assert "Managed Server M → Managed Server L" in page and "Counts minutes: no → yes" in page
    event = Event.objects.get(kind="customer.changed")
    assert event.data["changes"]["response_target"] == ["", "90m"]
    _post(adam, "K-20871/save/", CONTRACT)
    assert Event.objects.filter(kind="customer.changed").count() == 1  # nothing was another


@pytest.mark.parametrize("target", ["soon", "0000000004h", "4"])
def test_a_target_that_cannot_be_read_is_refused(adam: Client, target: str) -> None:
    assert "Write a target like" in _post(adam, "K-20871/save/", {**CONTRACT, "response_target": target})
    assert Customer.objects.get(number="K-20871").response_target == ""


def test_a_contact_is_added_changed_and_leaves(adam: Client) -> None:
    new = {**PETRA, "name": "Jan Meyer", "address": "JAN@meyer.example.test"}
    assert "Jan Meyer was added" in _post(adam, "K-20871/contact/", new)
    jan = Contact.objects.get(address="jan@meyer.example.test")
    assert jan.place == "all" and jan.may_order
    page = _post(
        adam, "K-20871/contact/", {**new, "contact": str(jan.pk), "is_former": "on", "may_order": ""}
    )
    assert "(has left)" in page and "Jan Meyer was changed" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"address": "praxis@oezdemir.example.test"}, "Another contact has this address"),
        ({"address": "nonsense"}, "This is no mail address"),
        ({"name": " "}, "A contact needs a name"),
        ({"place": "everything"}, "Choose one of what is offered"),
    ],
)
def test_what_is_no_contact_is_refused(change: dict[str, str], said: str, adam: Client) -> None:
    assert said in _post(adam, "K-20871/contact/", {**PETRA, "address": "x@meyer.example.test", **change})
    assert Contact.objects.count() == 2


def test_a_contact_of_another_customer_cannot_be_taken_over(adam: Client) -> None:
    other = Contact.objects.get(address="praxis@oezdemir.example.test")
    url = "/desk/customers/K-20871/contact/"
    assert adam.post(url, {**PETRA, "contact": str(other.pk)}).status_code == 404


def test_a_new_customer_has_a_number_of_its_own(adam: Client) -> None:
    assert "Bäckerei Huber" in _post(
        adam, "add/", {**CONTRACT, "number": "K-30000", "name": "Bäckerei Huber"}
    )
    assert "This customer number is taken" in _post(adam, "add/", {**CONTRACT, "number": "k-30000"})
    assert "A customer number has" in _post(adam, "add/", {**CONTRACT, "number": "K 3/1"})


@pytest.mark.parametrize("who", ["ada", "lea", "bea"])
def test_others_read_and_a_forged_form_changes_nothing(who: str, world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[who])
    assert "/desk/customers/K-20871/save/" not in _page(client)
    petra = str(Contact.objects.get(address="petra.meyer@meyer.example.test").pk)
    for path, data in (
        ("K-20871/save/", CONTRACT),
        ("K-20871/contact/", {**PETRA, "contact": petra, "address": "mallory@boese.example.test"}),
        ("add/", {**CONTRACT, "number": "K-30000"}),
    ):
        assert "Only an administrator may change customers" in _post(client, path, data)
    assert Contact.objects.get(pk=petra).address == "petra.meyer@meyer.example.test"
    assert Event.objects.filter(kind__startswith="customer.").count() == 0


def test_the_page_shows_requests_and_consents_that_the_reader_may_see(world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter()
    actions.ask_consent(ticket, world.ada)
    assert ticket.number in _page(sign_in(world.ada)) and "Asked for consent" in _page(sign_in(world.ada))
    page = _page(sign_in(world.bea))
    assert ticket.number not in page and "Asked for consent" not in page


def test_statements_are_shown_to_those_who_see_accounts(world: World, sign_in: SignIn) -> None:
    assert "Statements</h2>" in _page(sign_in(world.bea))
    assert "Statements</h2>" not in _page(sign_in(world.ada))


def test_a_customer_who_is_none_cannot_be_found(world: World, sign_in: SignIn) -> None:
    assert sign_in(world.ada).get("/desk/customers/K-00000/").status_code == 404


@pytest.mark.parametrize("path", ["", "K-20871/"])
def test_the_number_of_questions_is_constant(path: str, adam: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            _page(adam, path)
        return len(found)

    desk_world.letter()
    count()
    few = count()
    meyer = Customer.objects.get(number="K-20871")
    for number in range(12):
        desk_world.letter(f"Letter {number}")
        Contact.objects.create(customer=meyer, name=f"N {number}", address=f"n{number}@meyer.example.test")
        Customer.objects.create(number=f"K-3{number:04d}", name=f"Firm {number}")
    assert count() == few
