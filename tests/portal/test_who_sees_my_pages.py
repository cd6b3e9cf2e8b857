"""Every address of the customers' pages, for every kind of person; an address without an entry here fails."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import my_world
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from my_world import AYLIN, PAUL, PETRA

from hostdesk.billing import actions as billing
from hostdesk.billing import tariffs
from hostdesk.billing.models import Statement
from hostdesk.core.incoming import File
from hostdesk.customers.models import Contact, Customer, Place
from hostdesk.lib import blobs
from hostdesk.portal import colleagues, my_urls, signed_in
from hostdesk.portal.models import Passkey

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Route:
    """How an address is tried, and what Petra gets, who wrote the ticket and manages her company."""

    needs: str = ""
    data: dict[str, str] | None = None  # posted; None is a GET
    ok: int = 200
    place: str = Place.OWN  # that a colleague of hers needs to see the same
    shown_to: str = "whose"  # "whose": who may see the thing; "self": each sees her own


HERS = {
    "my": Route(shown_to="self"),
    "my_consents": Route(shown_to="self"),
    "my_profile": Route(shown_to="self"),
    "my_copy": Route(data={}, shown_to="self"),
    "my_security": Route(shown_to="self"),
    "my_password": Route(data={}, ok=422, shown_to="self"),
    "my_factor": Route(shown_to="self"),
    "my_factor_off": Route(data={}, ok=302, shown_to="self"),
    "my_codes": Route(data={}, ok=302, shown_to="self"),
    "my_end_others": Route(data={}, ok=302, shown_to="self"),
    "my_new_passkey": Route(data={}, shown_to="self"),
    "my_passkeys": Route(data={}, ok=422, shown_to="self"),
    "my_ticket": Route("number", place=Place.ALL),
    "my_answer": Route("number", {"text": ""}, 422, Place.ALL),
    "my_solved": Route("number", {}, 302, Place.ALL),
    "my_dispute": Route("number", {"objection": ""}, 422, Place.ALL),
    "my_mail": Route("message", place=Place.ALL),
    "my_file": Route("file", place=Place.ALL),
    "my_consent": Route("consent", place=Place.ALL),
    "my_statement": Route("statement", place=Place.ALL),
    "my_statements": Route(place=Place.ALL, shown_to="self"),
    "my_contacts": Route(place=Place.MANAGER, shown_to="self"),
    "my_invite": Route(data={}, ok=422, place=Place.MANAGER, shown_to="self"),
}
# What somebody does to a thing of another customer or person does nothing, and says so like this.
HARMLESS = {"my_contact", "my_withdraw", "my_no_passkey"}
OPEN = {
    "consent", "rating", "my_sign_in", "my_sent", "my_code", "my_passkey_question", "my_passkey_answer",
    "my_link", "my_sign_out", "my_join",
}  # fmt: skip


@dataclass
class World:
    """What there is of Meyer's."""

    keys: dict[str, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture
def world(db: Any) -> World:
    """Petra's ticket with a file, designed, with a question for consent; and a statement."""
    my_world.build()
    tariffs.make_first()
    Customer.objects.update(language="en")
    # Nobody is alone in her company, or she would be its manager.
    oezdemir = Customer.objects.get(number="K-10442")
    Contact.objects.create(customer=oezdemir, name="Other", address="other@oezdemir.example.test")
    my_world.place(PETRA, Place.MANAGER)
    content = b"line\n"
    file = File("log.txt", "text/plain", content, blobs.sha256_of(content))
    ticket = my_world.write(PETRA, html="<p>Hi</p>", files=(file,))
    message = ticket.messages.get(kind="in")
    asked = billing.ask_consent(ticket, my_world.ada())
    statement = Statement.objects.create(
        number="LA-2026-00001", customer=my_world.contact().customer, month=date(2026, 10, 1),
        content={"warnings": []}, net=1, vat=1, gross=2, pdf_sha256=blobs.store(b"%PDF-1.7"),
        csv_sha256=blobs.store(b"x"), by=my_world.ada(), at=timezone.now(),
    )  # fmt: skip
    return World(
        {
            "": {},
            "number": {"number": ticket.number},
            "message": {"pk": message.pk},
            "file": {"pk": message.attachments.get().pk},
            "consent": {"pk": asked.pk},
            "statement": {"number": statement.number},
        }
    )


def status(client: Client, name: str, world: World) -> int:
    """What the address answers."""
    route = HERS[name]
    url = reverse(f"portal:{name}", kwargs=world.keys[route.needs])
    response = client.get(url) if route.data is None else client.post(url, route.data)
    if response.status_code == 302 and "/my/sign-in/" in response["Location"]:
        return 401
    return response.status_code


def test_every_address_of_the_customers_stands_in_a_table() -> None:
    assert {one.name for one in my_urls.urlpatterns} == set(HERS) | HARMLESS | OPEN


@pytest.mark.parametrize("name", HERS)
def test_nobody_sees_a_page_without_proof_and_petra_sees_hers(name: str, world: World) -> None:
    assert status(Client(), name, world) == 401
    assert status(my_world.sign_in(PETRA), name, world) == HERS[name].ok


@pytest.mark.parametrize("name", HERS)
def test_a_session_of_staff_is_nothing_here(name: str, world: World) -> None:
    client = Client()
    client.force_login(my_world.ada())
    client.cookies[signed_in.COOKIE] = client.cookies["sessionid"].value
    assert status(client, name, world) == 401


@pytest.mark.parametrize("name", HERS)
def test_who_has_left_or_has_another_address_sees_nothing(name: str, world: World) -> None:
    client = my_world.sign_in(PETRA)
    Contact.objects.filter(address=PETRA).update(is_former=True)
    assert status(client, name, world) == 401
    Contact.objects.filter(address=PETRA).update(is_former=False, address="new@meyer.example.test")
    assert status(client, name, world) == 401


@pytest.mark.parametrize("name", [name for name, route in HERS.items() if route.shown_to == "whose"])
@pytest.mark.parametrize("place", Place.values)
def test_another_customers_things_are_as_unknown_as_invented_ones(
    name: str, place: str, world: World
) -> None:
    my_world.place(AYLIN, place)
    assert status(my_world.sign_in(AYLIN), name, world) == 404


@pytest.mark.parametrize("name", HERS)
@pytest.mark.parametrize("place", Place.values)
def test_a_colleague_sees_what_her_place_allows(name: str, place: str, world: World) -> None:
    my_world.place(PAUL, place)
    order = [Place.OWN.value, Place.ALL.value, Place.MANAGER.value]
    needed = HERS[name].place
    wanted = HERS[name].ok if order.index(place) >= order.index(needed) else 404
    assert status(my_world.sign_in(PAUL), name, world) == wanted


def test_a_manager_does_nothing_to_other_companies_people(world: World) -> None:
    my_world.place(AYLIN, Place.MANAGER)
    client, petra = my_world.sign_in(AYLIN), my_world.contact(PETRA)
    client.post(reverse("portal:my_contact", args=[petra.pk]), {"left": "1"})
    client.post(reverse("portal:my_contact", args=[petra.pk]), {"place": "own"})
    found = my_world.contact(PETRA)
    assert (found.is_former, found.place, found.may_order) == (False, Place.MANAGER, True)
    made = colleagues.invite(
        found, name="N", address="n@meyer.example.test", place="own", may_order=False, at=timezone.now()
    )
    client.post(reverse("portal:my_withdraw", args=[made.pk]))
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_nobody_removes_another_persons_passkey(world: World) -> None:
    made = Passkey.objects.create(
        contact=my_world.contact(PETRA), credential_id="x", credential="x", name="x", made_at=timezone.now()
    )
    my_world.sign_in(AYLIN).post(reverse("portal:my_no_passkey", args=[made.pk]))
    assert Passkey.objects.filter(pk=made.pk).exists()


def test_what_is_not_hers_looks_like_what_does_not_exist(world: World) -> None:
    client = my_world.sign_in(AYLIN)
    hidden = client.get(reverse("portal:my_ticket", kwargs=world.keys["number"]))
    missing = client.get("/my/t/HD-0000-0000/")
    assert hidden.status_code == missing.status_code == 404
    assert _plain(hidden.content) == _plain(missing.content)


def _plain(content: bytes) -> bytes:
    """Without the address that was asked for, which the page may repeat."""
    import re

    return re.sub(rb"HD-\d{4}-\d{4}", b"", content)


@pytest.mark.parametrize("name", [name for name, route in HERS.items() if route.data is not None])
def test_another_sites_form_does_nothing(name: str, world: World) -> None:
    client = my_world.sign_in(PETRA)
    url = reverse(f"portal:{name}", kwargs=world.keys[HERS[name].needs])
    answer = client.post(url, HERS[name].data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
