"""A backup taken while the desk works is whole after a restore, and an anchor tells if it is an old one."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from installation import Installation, Part, whole
from mails_handed_in import Mail, by_lmtp
from postgres import Desk, Postgres
from running import until

NOT_COPIED = shutil.ignore_patterns(
    "hostdesk.sqlite3*", "alive", "intents", "static", "*.lock", "static.stamp"
)


@pytest.mark.once
def test_a_copy_of_the_sqlite_file_and_of_the_files_is_a_desk_again(tmp_path: Path) -> None:
    home, again = tmp_path / "home", tmp_path / "again"
    with Installation(home) as house, Installation(again) as restored:
        (serve,) = house.start("serve")
        receive(serve, home, "one")
        first = anchor(house, tmp_path)
        with sqlite3.connect(home / "hostdesk.sqlite3") as database:
            database.execute("VACUUM INTO ?", [str(tmp_path / "copy")])
        shutil.copytree(home, again, ignore=NOT_COPIED)
        shutil.copy(tmp_path / "copy", again / "hostdesk.sqlite3")
        receive(serve, home, "two")
        second = anchor(house, tmp_path)
        whole(restored)
        assert restored.run("verify", "--anchor", str(first)).returncode == 0
        assert restored.run("verify", "--anchor", str(second)).returncode == 1
        assert messages(again) == messages(home) - 1


@pytest.mark.only_on("postgresql")
def test_a_dump_of_postgresql_and_a_copy_of_the_files_is_a_desk_again(
    desk: Desk, postgres: Postgres, tmp_path: Path
) -> None:
    home, again, other = tmp_path / "home", tmp_path / "again", postgres.new_desk(is_empty=True)
    with (
        Installation(home, DATABASE_URL=desk.url) as house,
        Installation(again, DATABASE_URL=other.url) as restored,
    ):
        lmtp, _ = house.start("lmtp", "work")
        assert by_lmtp(lmtp.lmtp, Mail("one"))[0] == 250
        assert until(lambda: desk.value("SELECT count(*) FROM tickets_message WHERE kind = 'in'") == 1, 60)
        kept = anchor(house, tmp_path)
        postgres.copy(desk, other)
        shutil.copytree(home, again, ignore=NOT_COPIED)
        assert restored.run("verify", "--anchor", str(kept)).returncode == 0
        (door,) = restored.start("lmtp")  # as the role that owns nothing
        assert by_lmtp(door.lmtp, Mail("two"))[0] == 250


def receive(serve: Part, home: Path, token: str) -> None:
    """A mail comes in and is on its ticket."""
    before = messages(home)
    assert by_lmtp(serve.lmtp, Mail(token))[0] == 250
    assert until(lambda: messages(home) == before + 1, 60)


def messages(home: Path) -> int:
    """From outside."""
    with sqlite3.connect(home / "hostdesk.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM tickets_message WHERE kind = 'in'").fetchone()[0])


def anchor(house: Installation, folder: Path) -> Path:
    """Where the record ends at this moment."""
    path = folder / f"anchor{len(list(folder.glob('anchor*')))}"
    done: subprocess.CompletedProcess[bytes] = house.run("verify", "--write-anchor", str(path))
    assert done.returncode == 0, done.stdout.decode()
    return path
