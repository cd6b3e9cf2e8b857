"""Every address of the desk, for every kind of person; an address without an entry here fails."""

from collections.abc import Callable
from dataclasses import dataclass, field

import desk_world
import pytest
from desk_world import World
from django.test import Client
from django.urls import get_resolver, reverse

from hostdesk.accounts.models import Department, Staff
from hostdesk.tickets import actions
from hostdesk.tickets.models import Message, Ticket

SignIn = Callable[[Staff | None], Client]


@dataclass(frozen=True)
class Route:
    """How an address is tried, and what agents of the department get; the others follow from its kind."""

    needs: str = ""  # "ticket", "message", "file", "slug": what its address names
    data: dict[str, str] | None = None  # posted; None is a GET
    ok: int = 200
    writes: bool = False
    anybody: bool = False  # it shows each person only what is hers
    more: dict[str, str] = field(default_factory=dict)


ROUTES = {
    "home": Route(ok=302, anybody=True),
    "view": Route("slug", anybody=True, more={"slug": "all"}),
    "bulk": Route("slug", {"step": "take"}, 302, writes=True, anybody=True, more={"slug": "all"}),
    "counts": Route(anybody=True),
    "customers": Route(anybody=True),
    "customer_add": Route("", {}, 302, writes=True, anybody=True),
    "customer": Route("", anybody=True, more={"number": "K-20871"}),
    "customer_save": Route("", {}, 302, writes=True, anybody=True, more={"number": "K-20871"}),
    "customer_contact": Route("", {}, 302, writes=True, anybody=True, more={"number": "K-20871"}),
    "needs": Route(anybody=True),
    "needs_seen": Route("", {"key": "late:1"}, 302, writes=True, anybody=True),
    "search": Route(anybody=True),
    "new": Route(anybody=True),
    "commands": Route(anybody=True),
    "preferences": Route(anybody=True),
    "theme": Route("", {}, 302, anybody=True),
    "preview": Route("", {"text": "x"}, writes=True, anybody=True),
    "ticket": Route("ticket"),
    "write": Route("ticket", {"kind": "note", "note_text": "x"}, 302, writes=True),
    "fax": Route("ticket", {"channel": "fax"}, 409, writes=True),  # no fax server is set
    "draft": Route("ticket", {"kind": "out", "text": "x"}, writes=True),
    "essentials": Route("ticket", {"e_request": "question"}, writes=True),
    "here": Route("ticket", {"doing": "reading"}),
    "step": Route("ticket", {}, 302, writes=True, more={"name": "take"}),
    "meter": Route("ticket"),
    "work": Route("ticket"),
    "ask": Route("ticket"),
    "complaint": Route("ticket"),
    "complaint_step": Route("ticket", {}, 404, writes=True, more={"name": "finish"}),  # which one?
    "price_step": Route("ticket", {}, 302, writes=True, more={"name": "pause"}),
    "calls": Route(anybody=True),
    "ringing": Route(anybody=True),
    "call_step": Route("", {}, 404, writes=True, anybody=True, more={"pk": "1", "name": "open"}),
    "ticket_calls": Route("ticket"),
    "ticket_call_step": Route("ticket", {}, 302, writes=True, more={"name": "promise"}),
    "customer_pin": Route("", {}, 302, writes=True, anybody=True, more={"number": "K-20871"}),
    "service": Route("ticket"),
    "service_step": Route("ticket", {}, 302, writes=True, more={"name": "ask"}),
    "ratings": Route(anybody=True),
    "tariffs": Route(anybody=True),
    "tariff_add": Route("", {}, 302, writes=True, anybody=True),
    "calculator": Route(anybody=True),
    "year": Route(anybody=True),
    "catalogue": Route(anybody=True),
    "service_save": Route("", {}, 302, writes=True, anybody=True),
    "charges": Route(anybody=True),
    "mail": Route("message"),
    "text": Route("message"),
    "original": Route("message", ok=404),  # this letter came without bytes
    "undo": Route("message", {}, 302, writes=True),
    "send_now": Route("message", {}, 302, writes=True),
    "file": Route("file"),
    "fax_page": Route("file", ok=404),  # this file is no page of a fax
}
STRANGERS = ("nobody", "switched_off")


def _routes() -> set[str]:
    desk = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "desk")
    return {pattern.name for pattern in desk.url_patterns}


def test_every_address_of_the_desk_stands_in_this_table() -> None:
    assert _routes() == set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_everybody_gets_what_is_theirs_and_nothing_else(name: str, world: World, sign_in: SignIn) -> None:
    route, ticket = ROUTES[name], _ticket(world)
    url = reverse(f"desk:{name}", kwargs=_named(route, ticket))
    got = {who: _status(sign_in(person), route, url) for who, person in _people(world).items()}
    assert got == {who: _expected(route, who) for who in got}


def _people(world: World) -> dict[str, Staff | None]:
    return {
        "agent": world.ada,
        "lead": world.lea,
        "admin": world.adam,
        "auditor": world.audrey,
        "another_department": world.bea,
        "no_role": Staff.objects.create_user("rolle@nordlicht.example.test", name="Ohne Rolle", role=""),
        "switched_off": Staff.objects.create_user("weg@nordlicht.example.test", name="Weg", is_active=False),
        "nobody": None,
    }


def _expected(route: Route, who: str) -> int:
    if who in STRANGERS:
        return 302
    if who == "no_role" or (who == "auditor" and route.writes):
        return 403
    if who == "another_department" and not route.anybody:
        return 404
    return route.ok


def _status(client: Client, route: Route, url: str) -> int:
    response = client.get(url) if route.data is None else client.post(url, route.data)
    if response.status_code == 302 and "/account/login/" not in response.url:
        assert route.ok == 302
    return response.status_code


def _named(route: Route, ticket: Ticket) -> dict[str, object]:
    message = ticket.messages.first()
    assert message is not None
    file = message.attachments.first()
    assert file is not None
    named: dict[str, dict[str, object]] = {
        "": {},
        "slug": {},
        "ticket": {"number": ticket.number},
        "message": {"pk": message.pk},
        "file": {"pk": file.pk},
    }
    return named[route.needs] | route.more


def _ticket(world: World) -> Ticket:
    return desk_world.letter(html="<p>Hello</p>", files=(desk_world.enclosure(),))


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("take", {}), ("assign", {"to": "ben"}), ("move", {"department": "sales"}),
        ("pend", {"moment": "2099-01-01T08:00"}),
        ("solve", {}), ("reopen", {}), ("link", {"number": "other"}), ("merge", {"number": "other"}),
        ("take-in", {"number": "other"}), ("unmerge", {"number": "other"}), ("spam", {}), ("not-spam", {}),
        ("trouble-seen", {}), ("retry", {}),
    ],
)  # fmt: skip
def test_every_step_answers_with_the_ticket_and_a_sentence_never_an_error(
    step: str, data: dict[str, str], world: World, sign_in: SignIn
) -> None:
    ticket, other = desk_world.letter(), desk_world.letter("Another")
    known = {"ben": str(world.ben.pk), "other": other.number}
    posted = {name: known.get(value, value) for name, value in data.items()}
    response = sign_in(world.ada).post(f"/desk/t/{ticket.number}/do/{step}/", posted, follow=True)
    assert response.status_code == 200


def test_an_auditor_sees_no_buttons_that_she_may_not_press(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.audrey).get(f"/desk/t/{desk_world.letter().number}/").content.decode()
    assert "/do/take/" not in page
    assert "data-composer" not in page


def test_a_number_that_does_not_exist_and_one_that_is_not_yours_look_the_same(
    world: World, sign_in: SignIn
) -> None:
    client, ticket = sign_in(world.bea), desk_world.letter()
    hidden = client.get(f"/desk/t/{ticket.number}/")
    missing = client.get("/desk/t/HD-0000-0000/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert ticket.number not in hidden.content.decode()


def test_what_may_not_be_seen_is_not_earlier_nor_linked_nor_found(world: World, sign_in: SignIn) -> None:
    seen = desk_world.letter("Seen")
    secret = desk_world.letter("Wages of the board", to="billing")
    actions.link(seen, secret, world.adam)
    client = sign_in(world.ada)
    pages = [
        f"/desk/t/{seen.number}/",
        "/desk/search/?q=wages",
        f"/desk/search/?q={secret.number}",
        "/desk/v/all/",
    ]
    for url in pages:
        assert "Wages of the board" not in client.get(url).content.decode()
    assert "Wages of the board" not in client.get("/desk/commands/?q=wages").content.decode()


def test_staff_of_no_other_department_can_merge_into_what_they_cannot_see(
    world: World, sign_in: SignIn
) -> None:
    mine, secret = desk_world.letter(), desk_world.letter(to="billing")
    sign_in(world.ada).post(f"/desk/t/{mine.number}/do/merge/", {"number": secret.number})
    mine.refresh_from_db()
    assert mine.merged_into is None
    assert Message.objects.filter(ticket=secret).count() == Message.objects.filter(ticket=mine).count()


def test_a_department_queue_of_others_is_no_view(world: World, sign_in: SignIn) -> None:
    assert Department.objects.filter(slug="accounting").exists()
    assert sign_in(world.ada).get("/desk/v/dept-accounting/").status_code == 404
