"""`hostdesk verify` as an administrator meets it."""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from hostdesk.journal import anchor, checks, verify_command
from hostdesk.journal.checks import Finding, check

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        verify_command.add_arguments(parser)
        code = verify_command.run(parser.parse_args([str(word) for word in words]))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.django_db
def test_an_empty_record_is_fine(verify: Run) -> None:
    code, out, _ = verify()
    assert code == 0
    assert out.startswith("All is well: 0 events")


@pytest.mark.django_db
def test_a_finding_names_the_first_bad_event_and_ends_with_1(
    verify: Run, thirty_events: None, without_triggers: Callable[[Any], AbstractContextManager[None]]
) -> None:
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_event SET actor = 'mallory' WHERE seq IN (7, 9)")
    code, out, _ = verify()
    assert code == 1
    assert out.splitlines()[0] == "chain: Event 7 was changed: it does not match its hash. (event 7)"
    assert out.splitlines()[-1] == "Something is wrong: 2 findings; the first bad event is 7."


@pytest.mark.django_db
def test_machines_read_the_same_as_json(verify: Run, thirty_events: None) -> None:
    code, out, _ = verify("--json")
    told = json.loads(out)
    assert (code, told["result"], told["events"], told["findings"]) == (0, "fine", 30, [])
    assert told["last"]["seq"] == 30


@pytest.mark.django_db
def test_what_other_apps_check_counts_too(verify: Run) -> None:
    @check("blobs")
    def blobs() -> Iterator[Finding]:
        yield Finding("An attachment is gone.", "blobs/aa/bb")

    code, out, _ = verify()
    assert code == 1
    assert "blobs: An attachment is gone. (blobs/aa/bb)" in out


@pytest.mark.django_db
def test_a_check_that_breaks_ends_with_2_and_the_others_are_still_done(verify: Run) -> None:
    @check("disk")
    def disk() -> Iterator[Finding]:
        raise OSError("the disk does not answer")
        yield

    code, out, _ = verify()
    assert code == 2
    assert "the disk does not answer" in out
    assert out.endswith("Not everything could be checked: disk.\n")


def test_no_two_checks_have_the_same_name() -> None:
    check("blobs")(list)
    with pytest.raises(ValueError, match="blobs"):
        check("blobs")(test_no_two_checks_have_the_same_name)  # type: ignore[arg-type] # only its name matters
    assert [name for name, _ in checks.registered()] == ["blobs"]


@pytest.mark.django_db
def test_an_anchor_written_today_fits_tomorrow(verify: Run, thirty_events: None, tmp_path: Path) -> None:
    file = tmp_path / "hostdesk.anchor"
    assert verify("--write-anchor", file)[0] == 0
    assert anchor.read(file).seq == 30
    assert verify("--anchor", file)[0] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("change", [("30", "29"), ('"seq"', '"sec"'), ("{", ""), ('"at": "2', '"at": "1')])
def test_an_anchor_that_was_changed_is_not_compared_with(
    verify: Run, thirty_events: None, tmp_path: Path, change: tuple[str, str]
) -> None:
    file = tmp_path / "hostdesk.anchor"
    verify("--write-anchor", file)
    file.write_text(file.read_text().replace(*change, 1))
    code, _, err = verify("--anchor", file)
    assert code == 2
    assert "no anchor of Hostdesk, or it was changed since" in err


@pytest.mark.django_db
def test_an_anchor_of_another_house_is_a_finding(verify: Run, thirty_events: None, tmp_path: Path) -> None:
    file, other = tmp_path / "hostdesk.anchor", tmp_path / "other"
    verify("--write-anchor", file)
    anchor.write(file, anchor.read(file), other)
    code, out, _ = verify("--anchor", file)
    assert code == 1
    assert "was not signed by this installation" in out


@pytest.mark.django_db
def test_no_anchor_is_written_over_a_bad_record(
    verify: Run,
    thirty_events: None,
    tmp_path: Path,
    without_triggers: Callable[[Any], AbstractContextManager[None]],
) -> None:
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_event WHERE seq = 5")
    file = tmp_path / "hostdesk.anchor"
    code, _, err = verify("--write-anchor", file)
    assert (code, file.exists()) == (1, False)
    assert "No anchor was written" in err


@pytest.mark.django_db
def test_an_anchor_that_cannot_be_written_ends_with_2_after_the_report(verify: Run, tmp_path: Path) -> None:
    code, out, err = verify("--write-anchor", tmp_path / "nowhere" / "hostdesk.anchor")
    assert code == 2
    assert out.startswith("All is well")
    assert "No anchor was written" in err


def test_an_anchor_that_is_not_there_ends_with_2(verify: Run, tmp_path: Path) -> None:
    assert verify("--anchor", tmp_path / "nowhere")[0] == 2
