"""Nobody hears that we have a mail before a power cut could not take it back: the order of system calls."""

from collections.abc import Callable
from pathlib import Path

import pytest
from installation import Installation
from mails_handed_in import Mail, by_lmtp, by_pipe
from running import until
from traced import STRACE, Call, calls, not_durable

from hostdesk.lib.blobs import sha256_of

pytestmark = pytest.mark.once

# Not needed after a power cut: the note of a mail whose sender has not been told (gateways.intents), signs of
# life, and SQLite's index into its log, which it makes anew.
NEEDLESS = ("intents", "alive", "hostdesk.sqlite3-shm", "prepare.lock")


def test_lmtp_says_250_only_when_the_mail_is_on_the_disk(tmp_path: Path) -> None:
    home, record = tmp_path / "home", tmp_path / "strace"
    with Installation(home) as house:
        house.must("-m", "hostdesk", "migrate")
        house.before = (*STRACE, str(record))
        (lmtp,) = house.start("lmtp")
        assert by_lmtp(lmtp.lmtp, Mail("durable"))[0] == 250
        assert until(lambda: "Kept as arrival" in record.read_text())
    the_mail_was_on_the_disk(record, home, lambda call: "250 2.0.0 Kept as arrival" in call.text)


def test_the_pipe_exits_with_0_only_when_the_mail_is_on_the_disk(tmp_path: Path) -> None:
    home, record = tmp_path / "home", tmp_path / "strace"
    with Installation(home) as house:
        house.must("-m", "hostdesk", "migrate")
        house.before = (*STRACE, str(record))
        assert by_pipe(house, Mail("durable")) == 0
    the_mail_was_on_the_disk(record, home, lambda call: call.text.startswith("exit_group(0)"))


def the_mail_was_on_the_disk(record: Path, home: Path, is_promise: Callable[[Call], bool]) -> None:
    """File, name and rows, at the moment of the promise."""
    found = list(calls(record))
    promise = next(place for place, call in enumerate(found) if is_promise(call))
    before = found[:promise]
    blob = next(call for call in before if call.name == "rename" and "/blobs/" in call.new_name)
    assert Path(blob.new_name).name == sha256_of((home / blob.new_name).read_bytes())
    rows = before[before.index(blob) :]
    assert any(call.name == "pwrite64" and call.path == f"{home}/hostdesk.sqlite3-wal" for call in rows)
    loose = {path for path in not_durable(before, home) if not is_needless(path, home)}
    assert not loose, f"a power cut would take back {loose}"


def is_needless(path: str, home: Path) -> bool:
    """Below `home`, by its first part."""
    return Path(path).relative_to(home).parts[0] in NEEDLESS
