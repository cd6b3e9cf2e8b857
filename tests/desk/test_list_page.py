from collections.abc import Callable

import desk_world
import first_response
import pytest
from desk_world import World
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hostdesk.accounts.models import Staff
from hostdesk.tickets import actions
from hostdesk.tickets.models import Ticket

SignIn = Callable[[Staff | None], Client]


@pytest.fixture
def ada(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.ada)


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_list_asks_the_same_number_of_questions_for_one_row_and_for_fifty(
    ada: Client, world: World
) -> None:
    desk_world.letter()
    few = _queries(ada, "/desk/v/all/")
    for number in range(60):
        desk_world.letter(f"Letter {number}", sender=f"kunde{number}@viele.example.test")
    assert _queries(ada, "/desk/v/all/") == few <= 16  # two of them say what needs her


def test_a_ticket_asks_the_same_number_of_questions_for_one_message_and_for_forty(
    ada: Client, world: World
) -> None:
    ticket = desk_world.letter()
    url = f"/desk/t/{ticket.number}/"
    actions.note(ticket, "note", world.ben)
    first_response.reply(ticket, "reply", world.ada)
    few = _queries(ada, url)
    for number in range(20):
        actions.note(ticket, f"note {number}", world.ben)
        first_response.reply(ticket, f"reply {number}", world.ada)
    assert _queries(ada, url) == few <= 44  # most of them by a key, in plain SQL


def test_late_tickets_stand_first_under_their_heading(ada: Client, world: World) -> None:
    desk_world.letter("On time")
    desk_world.letter("Forgotten", at=desk_world.hours_ago(24 * 10))
    page = ada.get("/desk/v/all/").content.decode()
    assert page.index("Over time") < page.index("Forgotten") < page.index("On time")


def test_fifty_rows_a_page_and_the_next_page_goes_on_where_it_ended(ada: Client, world: World) -> None:
    for number in range(55):
        desk_world.letter(f"Letter {number:02d}", sender=f"kunde{number}@viele.example.test")
    first = ada.get("/desk/v/all/").content.decode()
    assert first.count("data-row=") == 50
    cursor = first.partition("?after=")[2].partition('"')[0]
    second = ada.get(f"/desk/v/all/?after={cursor}", headers={"HX-Request": "true"}).content.decode()
    assert second.count("data-row=") == 5
    assert "<html" not in second
    assert ada.get("/desk/v/all/?after=nonsense").status_code == 200


VIEWS = [
    "mine",
    "unassigned",
    "all",
    "dept-support",
    "due-soon",
    "delivery-trouble",
    "quarantine",
    "pending",
    "solved",
    "spam",
]


@pytest.mark.parametrize("slug", VIEWS)
def test_every_empty_view_says_so_in_words(slug: str, ada: Client) -> None:
    page = ada.get(f"/desk/v/{slug}/").content.decode()
    assert "New ones appear here by themselves." in page


def test_a_step_for_a_selection_reports_what_could_not_be_done(ada: Client, world: World) -> None:
    new, solved, secret = desk_world.letter(), desk_world.letter("Two"), desk_world.letter("No", to="billing")
    actions.solve(solved, world.ada)
    chosen = {"ticket": [new.number, solved.number, secret.number], "step": "take"}
    page = ada.post("/desk/v/all/bulk/", chosen, follow=True).content.decode()
    assert "Done for 1 ticket." in page
    assert f"{solved.number}: This ticket is solved: reopen it before you take it." in page
    secret.refresh_from_db()
    assert secret.assignee is None


def test_who_takes_from_a_list_that_is_old_takes_nothing_from_a_colleague(ada: Client, world: World) -> None:
    ticket = desk_world.letter()
    actions.take(ticket, world.ben)
    chosen = {"ticket": [ticket.number], "step": "take"}
    page = ada.post("/desk/v/unassigned/bulk/", chosen, follow=True).content.decode()
    assert f"{ticket.number}: Somebody else was quicker" in page
    ticket.refresh_from_db()
    assert ticket.assignee == world.ben


@pytest.mark.parametrize(
    ("posted", "shown"),
    [
        ({"step": "solve"}, "solved"),
        ({"step": "spam"}, "spam"),
        ({"department": "sales"}, ""),
        ({"until": "2099-01-01T08:00"}, "pending"),
    ],
)
def test_every_step_of_the_selection_bar(
    posted: dict[str, str], shown: str, ada: Client, world: World
) -> None:
    tickets = [desk_world.letter(), desk_world.letter("Two")]
    numbers = [one.number for one in tickets]
    ada.post("/desk/v/all/bulk/", {"ticket": numbers, **posted})
    if shown:
        page = ada.get(f"/desk/v/{shown}/").content.decode()
        assert all(number in page for number in numbers)
    assert not Ticket.objects.filter(number__in=numbers, department__slug="support", queue__lte=1).exists()


def test_merging_a_selection_keeps_the_oldest(ada: Client, world: World) -> None:
    old = desk_world.letter("Old", at=desk_world.hours_ago(3))
    new = desk_world.letter("New")
    ada.post("/desk/v/all/bulk/", {"ticket": [new.number, old.number], "step": "merge"})
    new.refresh_from_db()
    assert new.merged_into == old


def test_search_finds_words_numbers_and_nothing_in_words(ada: Client, world: World) -> None:
    ticket = desk_world.letter("Zertifikat abgelaufen", "Der Browser warnt vor unserer Seite.")
    assert ticket.number in ada.get("/desk/search/?q=browser warnt").content.decode()
    assert "<mark>Browser</mark>" in ada.get("/desk/search/?q=browser").content.decode()
    assert ada.get(f"/desk/search/?q={ticket.number}").url == f"/desk/t/{ticket.number}/"
    assert "Nothing for" in ada.get("/desk/search/?q=unfindable").content.decode()
    assert "One digit may be wrong" in ada.get("/desk/search/?q=HD-1234-5678").content.decode()


def test_signing_in_has_one_message_for_every_wrong_attempt(world: World) -> None:
    wrong = []
    for login in (world.ada.email, "unknown@nordlicht.example.test"):
        page = (
            Client()
            .post("/account/login/", {"login": login, "password": "not the password"})
            .content.decode()
        )
        wrong.append(page.partition('class="wrong"')[2].partition("</p>")[0])
    assert wrong[0] == wrong[1] != ""


def test_preferences_change_language_theme_and_keys_and_nothing_else(ada: Client, world: World) -> None:
    page = ada.post(
        "/desk/preferences/",
        {"language": "de", "theme": "dark", "role": "admin", "email": "x@y.example.test"},
        follow=True,
    ).content.decode()
    world.ada.refresh_from_db()
    assert (world.ada.language, world.ada.theme, world.ada.single_keys, world.ada.role) == (
        "de",
        "dark",
        False,
        "agent",
    )
    assert "Gespeichert." in page
    assert 'data-theme="dark"' in page
    assert "data-single-keys" not in page


def test_the_theme_button_goes_round_and_comes_back_to_the_page(ada: Client, world: World) -> None:
    assert ada.post("/desk/theme/", {"back": "/desk/v/all/"}).url == "/desk/v/all/"
    assert ada.post("/desk/theme/", {"back": "https://boese.example.test/"}).url == "/desk/"
    world.ada.refresh_from_db()
    assert world.ada.theme == "dark"
