"""Processes die at any moment, mails come three times at once: everything is there, and happens once."""

import logging
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import first_response
import httpx
import pytest
from agents import Agent
from installation import BILLING, DOMAIN, SUPPORT, Installation, whole
from letter_sink import LetterSink
from mails_handed_in import Mail, by_lmtp, by_pipe
from oracle import (
    LIMIT,
    all_is_done,
    every_mail_is_there_once,
    every_mail_was_acknowledged_once,
    every_reply_was_written_once,
    letters_arrived_twice_only_if_that_is_known,
)
from postgres import Desk
from running import until

pytestmark = pytest.mark.only_on("postgresql")

KILLS = {"work": 3, "lmtp": 3, "web": 2}
PIPE = 12  # one mail of so many comes by pipe as well

# Who writes here is no customer, and Ada says so.
STRANGER = {**first_response.posted(customer=""), "e_stranger": "1"}


class Storm:
    """Mails and an agent on one side, a killer on the other, until it has killed often enough."""

    def __init__(self, house: Installation, desk: Desk, luck: random.Random) -> None:
        self.house, self.desk, self.luck = house, desk, luck
        self.accepted: Counter[str] = Counter()  # how often a door said of a mail that we have it
        self.tried: Counter[str] = Counter()
        self.replies: dict[str, str] = {}  # words that Ada wrote, and the number of the ticket
        self.is_over = threading.Event()
        self._names = (f"m{number}" for number in count())
        self._lock = threading.Lock()

    def kill(self) -> None:
        """Somebody dies, somebody else starts."""
        kinds = [kind for kind, times in KILLS.items() for _ in range(times)]
        self.luck.shuffle(kinds)
        for kind in kinds:
            time.sleep(self.luck.uniform(0.1, 0.7))  # any moment may be the worst
            victim = self.luck.choice(self.house.of(kind))
            victim.kill()
            self.house.replace(victim)

    def send_mails(self) -> None:
        """One customer after the other, each mail three times at once."""
        with ThreadPoolExecutor(3) as hands:
            while not self.is_over.is_set():
                with self._lock:
                    name = next(self._names)
                mail = Mail(name, self.luck.choice([SUPPORT, BILLING]))
                is_piped = int(name[1:]) % PIPE == 0
                ways = [self._by_lmtp(0), self._by_lmtp(1), self._by_pipe if is_piped else self._by_lmtp(0)]
                list(hands.map(self._hand_in, [mail] * 3, ways, ("a", "b", "c")))

    def answer(self, ada: Agent) -> None:
        """Ada answers each ticket that she finds, at any web process; after an error she looks again."""
        while not self.is_over.is_set():
            found = self.desk.rows(
                "SELECT number FROM tickets_ticket WHERE responded_at IS NULL "
                "AND department_id = (SELECT id FROM accounts_department WHERE slug = 'support') LIMIT 1"
            )
            for (number,) in found:
                words = f"We look into it, mark r{len(self.replies)}."
                self._persist(lambda: self._has_answered(ada, number, words))  # noqa: B023 -- ends within the turn
                self.replies[words] = number

    def _has_answered(self, ada: Agent, number: str, words: str) -> bool:
        path, pages = f"/desk/t/{number}/", self.luck.choice(self.house.of("web")).pages
        try:
            shown = ada.see(path, pages)
            if words in shown.text:
                return True
            ada.press(shown, f"{path}write/", kind="out", text=words, **STRANGER)
        except httpx.HTTPError:
            pass  # whether it was taken shows at the next look
        return False

    def _hand_in(self, mail: Mail, way: Callable[[Mail, str], bool], hop: str) -> None:
        self._persist(lambda: self._has_handed_in(mail, way, hop))

    def _has_handed_in(self, mail: Mail, way: Callable[[Mail, str], bool], hop: str) -> bool:
        with self._lock:
            self.tried[mail.token] += 1
        if not way(mail, hop):
            return False
        with self._lock:
            self.accepted[mail.token] += 1
        return True

    def _by_lmtp(self, which: int) -> Callable[[Mail, str], bool]:
        def hand_in(mail: Mail, hop: str) -> bool:
            doors = self.house.of("lmtp")
            code = by_lmtp(doors[which % len(doors)].lmtp, mail, hop)[0]
            assert code in (0, 250) or 400 <= code < 500, f"{mail} was refused for good with {code}"
            return code == 250

        return hand_in

    def _by_pipe(self, mail: Mail, hop: str) -> bool:
        code = by_pipe(self.house, mail, hop)
        assert code in (0, 75), f"{mail} was refused for good with {code}"
        return code == 0

    @staticmethod
    def _persist(is_done: Callable[[], bool]) -> None:
        assert until(is_done, LIMIT)


@pytest.fixture
def storm(house: Installation, desk: Desk) -> Iterator[Storm]:
    seed = random.randrange(1_000_000)
    storm = Storm(house, desk, random.Random(seed))
    house.start("web", "web", "work", "work", "lmtp", "lmtp")
    ada = Agent(house.of("web")[0].pages, f"ada@{DOMAIN}")
    with ThreadPoolExecutor(3) as crowd:
        working = [crowd.submit(storm.send_mails), crowd.submit(storm.answer, ada)]
        try:
            crowd.submit(storm.kill).result()
        finally:
            storm.is_over.set()
        for work in working:
            work.result()
    logging.getLogger(__name__).warning(
        "seed %d: %d mails, %d attempts", seed, len(storm.tried), sum(storm.tried.values())
    )
    yield storm


def test_whoever_dies_nothing_is_lost_and_nothing_happens_twice(
    storm: Storm, house: Installation, desk: Desk, sink: LetterSink
) -> None:
    all_is_done(desk, house)
    every_mail_is_there_once(desk, storm.tried, storm.accepted)
    every_mail_was_acknowledged_once(desk, storm.tried, sink)
    every_reply_was_written_once(desk, storm.replies)
    letters_arrived_twice_only_if_that_is_known(desk, sink)
    whole(house)
