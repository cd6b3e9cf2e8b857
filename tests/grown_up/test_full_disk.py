"""The disk is full: mail stays with its sender, what is there can be read, and room is all that is needed."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from agents import Agent
from installation import DOMAIN, Installation, whole
from letter_sink import LetterSink
from mails_handed_in import Mail, by_lmtp, by_pipe
from postgres import CAST
from running import until
from small_disk import Filler, on_a_small_disk, on_the_disk_of

pytestmark = pytest.mark.once

LIMIT = 60  # seconds
_LOOK = """
import json, pathlib, sqlite3, sys
home = pathlib.Path(sys.argv[1])
database = sqlite3.connect(home / "hostdesk.sqlite3")
found = dict(database.execute("SELECT kind, count(*) FROM tickets_message GROUP BY kind"))
found["unfinished files"] = len([*home.glob("blobs/tmp/*"), *home.glob("intents/*")])
print(json.dumps(found))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def house(home: Path, sink: LetterSink) -> Iterator[Installation]:
    """Everything in one process with SQLite, on a small disk."""
    with Installation(home, on_a_small_disk(home), HOSTDESK_SMTP=sink.url) as installation:
        (serve,) = installation.start("serve")
        installation.before = on_the_disk_of(serve)
        installation.must("-c", CAST)
        yield installation


def test_a_full_disk_costs_nothing_but_time(house: Installation, home: Path) -> None:
    (serve,) = house.parts
    ada, filler = Agent(serve.pages, f"ada@{DOMAIN}"), Filler(serve, home)
    for token in ("read-before", "unread"):
        assert by_lmtp(serve.lmtp, Mail(token))[0] == 250
        assert until(lambda: number_of(ada, token), LIMIT), house.said()  # noqa: B023 -- ends within the turn
    assert ada.see(f"/desk/t/{number_of(ada, 'read-before')}/").status_code == 200
    filler.fill()

    code, words = by_lmtp(serve.lmtp, Mail("late"))
    assert (code, words) == (452, "4.3.1 the disk is full")
    assert by_pipe(house, Mail("late")) == 75
    for token in ("read-before", "unread"):
        page = ada.see(f"/desk/t/{number_of(ada, token)}/")
        assert page.status_code == 200 and f"Our mark is {token}" in page.text
    note = {"kind": "note", "note_text": "A long note. " * 20_000}
    refused = ada.press(page, f"/desk/t/{number_of(ada, 'unread')}/write/", **note)
    assert refused.status_code == 503 and "Datenbank" in refused.text

    filler.make_room()
    assert by_lmtp(serve.lmtp, Mail("late"))[0] == 250
    assert until(lambda: number_of(ada, "late"), LIMIT), house.said()
    taken = ada.press(page, f"/desk/t/{number_of(ada, 'unread')}/write/", **note)
    assert taken.status_code == 200 and "A long note." in taken.text
    assert serve.is_alive
    whole(house)
    assert what_is_there(house, home) == {"in": 3, "ack": 3, "note": 1, "unfinished files": 0}


def number_of(ada: Agent, token: str) -> str:
    """The number of the ticket about this mail; "" while it is not in the list."""
    found = re.search(rf'href="/desk/t/([^/"]+)/"[^>]*>Shop {token} is down', ada.see("/desk/v/all/").text)
    return found[1] if found else ""


def what_is_there(house: Installation, home: Path) -> dict[str, int]:
    """How many messages of each kind; and no file is half written."""
    told: dict[str, int] = json.loads(house.python("-c", _LOOK, str(home)).stdout)
    return told


def test_while_somebody_locks_the_file_mail_waits_and_is_then_kept(tmp_path: Path) -> None:
    with Installation(tmp_path) as house, ThreadPoolExecutor(1) as mta:
        (lmtp,) = house.start("lmtp")
        with sqlite3.connect(tmp_path / "hostdesk.sqlite3", isolation_level=None) as database:
            database.execute("BEGIN EXCLUSIVE")
            handed_in = mta.submit(by_lmtp, lmtp.lmtp, Mail("patient"))
            assert until(lambda: any(tmp_path.glob("blobs/??/*")), LIMIT)  # the bytes are there, the rows not
            time.sleep(1)  # nothing to wait for: nothing must happen
            assert not handed_in.done()
            database.execute("ROLLBACK")
        assert handed_in.result(LIMIT)[0] == 250
