"""PostgreSQL dies under load: senders keep their mail, pages say so in words, all goes on by itself."""

import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from agents import Agent
from installation import DOMAIN, Installation, whole
from letter_sink import LetterSink
from mails_handed_in import Mail, by_lmtp, by_pipe
from oracle import (
    LIMIT,
    all_is_done,
    every_mail_is_there_once,
    every_mail_was_acknowledged_once,
    letters_arrived_twice_only_if_that_is_known,
)
from postgres import Desk, Postgres
from running import until

pytestmark = pytest.mark.only_on("postgresql")

_UNTAKEN = "SELECT number FROM tickets_ticket WHERE assignee_id IS NULL ORDER BY id LIMIT 1"


class Customers:
    """One who writes mail after mail; her server keeps each until it is accepted."""

    def __init__(self, door: tuple[str, int]) -> None:
        self.tried: Counter[str] = Counter()
        self.accepted: Counter[str] = Counter()
        self.answers: Counter[int] = Counter()
        self.stop = threading.Event()
        self._door = door

    def write(self) -> None:
        """Until told to stop."""
        for number in count():
            if self.stop.is_set():
                return
            assert until(lambda: self.hand_in(f"w{number}"), LIMIT)  # noqa: B023 -- ends within the turn

    def hand_in(self, token: str) -> bool:
        """One attempt."""
        self.tried[token] += 1
        code, _ = by_lmtp(self._door, Mail(token))
        self.answers[code] += 1
        self.accepted[token] += code == 250
        return code == 250


def test_nothing_is_lost_while_the_database_is_away_and_everything_goes_on_by_itself(
    house: Installation, desk: Desk, postgres: Postgres, sink: LetterSink
) -> None:
    web, lmtp, _ = parts = house.start("web", "lmtp", "work")
    customers = Customers(lmtp.lmtp)
    assert customers.hand_in("first")
    assert until(lambda: desk.value("SELECT count(*) FROM tickets_ticket") == 1, LIMIT)
    ada = Agent(web.pages, f"ada@{DOMAIN}")
    with ThreadPoolExecutor(1) as crowd:
        writing = crowd.submit(customers.write)
        try:
            for how in (signal.SIGQUIT, signal.SIGKILL):
                an_outage(house, postgres, desk, ada, customers, how)
        finally:
            customers.stop.set()
        writing.result()
    assert all(part.is_alive for part in parts), house.said()
    assert customers.answers[451] and set(customers.answers) == {250, 451}
    all_is_done(desk, house)
    every_mail_is_there_once(desk, customers.tried, customers.accepted)
    every_mail_was_acknowledged_once(desk, customers.tried, sink)
    letters_arrived_twice_only_if_that_is_known(desk, sink)
    whole(house)


def an_outage(
    house: Installation, postgres: Postgres, desk: Desk, ada: Agent, customers: Customers, how: signal.Signals
) -> None:
    """While it lasts every door says so; afterwards each opens without a hand."""
    assert until(lambda: desk.rows(_UNTAKEN), LIMIT), house.said()
    (number,) = desk.rows(_UNTAKEN)[0]
    shown, take = ada.see(f"/desk/t/{number}/"), f"/desk/t/{number}/do/take/"
    postgres.die(how)
    try:
        assert not customers.hand_in(f"at-{how.name.lower()}")
        customers.tried[f"by-pipe-at-{how.name.lower()}"] += 1
        assert by_pipe(house, Mail(f"by-pipe-at-{how.name.lower()}")) == 75
        page = ada.see("/desk/v/all/")
        assert page.status_code == 503 and page.headers["Retry-After"]
        assert "Datenbank" in page.text and "Traceback" not in page.text
        assert ada.press(shown, take).status_code == 503
    finally:
        postgres.come_back()
    for token in (f"at-{how.name.lower()}", f"by-pipe-at-{how.name.lower()}"):
        assert until(lambda: customers.hand_in(token), LIMIT), house.said()  # noqa: B023 -- ends within the turn
    assert until(lambda: ada.see("/desk/v/all/").status_code == 200, LIMIT), house.said()
    assert ada.press(shown, take).status_code == 200
    assert desk.value(
        "SELECT count(*) FROM tickets_ticket WHERE number = %s AND assignee_id IS NOT NULL", number
    )
