"""`hostdesk price` and `hostdesk due`: JSON lines in, JSON lines out, also when some of them are wrong."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hostdesk.commands import due, price

ROOT = Path(__file__).parents[2]

VISIT = {"start": "2026-09-15T16:50:00+02:00", "end": "2026-09-15T17:10:00+02:00", "agent": "ada"}
WORK: dict[str, Any] = {"id": "w1", "region": "DE-BY", "consent": "yes", "intervals": [VISIT]}
MAIL = {
    "id": 7,
    "received_at": "2026-09-18T19:30:00+02:00",
    "region": "DE-BY",
    "hours": "Mon-Fri 08:00-18:00",
}

pytestmark = pytest.mark.once


def test_price_answers_with_sums_and_lines() -> None:
    found = price.answer(WORK)
    assert {name: value for name, value in found.items() if name != "lines"} == {
        "day_quarters": 1,
        "night_quarters": 1,
        "flats": 1,
        "net": "131.00",
        "vat_rate": "19%",
        "vat": "24.89",
        "gross": "155.89",
    }
    assert [line["amount"] for line in found["lines"]] == ["21.00", "80.00", "30.00"]
    assert found["lines"][2]["window"] == {
        "start": "2026-09-15T17:00:00+02:00",
        "end": "2026-09-16T09:00:00+02:00",
        "kind": "surcharge",
    }
    assert found["lines"][0]["text"]["en"].startswith("Day price, Tue 15 Sep 2026")


@pytest.mark.parametrize(
    ("settings", "net"),
    [
        ({"boundary": "split"}, "131.00"),
        ({"day_price": "20.99", "night_price": 30.01, "flat_price": 79}, "130.00"),
        ({"surcharge_days": ["09-15"]}, "140.00"),
        ({"surcharge_days": "09-15,09-16", "flat": "ticket"}, "140.00"),
        ({"rounding": "minute"}, "114.00"),
        ({"saturday": "weekday", "consent_rule": "literal", "flat": None}, "131.00"),
    ],
)
def test_price_takes_settings(settings: dict[str, Any], net: str) -> None:
    as_sent = json.dumps({**WORK, "settings": settings})
    (found,) = _lines("price", as_sent)[1]
    assert found["net"] == net


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"region": None}, "'region' is missing"),
        ({"region": "BAVARIA"}, "DE-BY-AUGSBURG"),
        ({"intervals": None}, "'intervals' must be a list"),
        ({"intervals": [1]}, "'intervals' must be a list"),
        ({"intervals": [{"start": VISIT["end"], "end": VISIT["start"]}]}, "ends before it"),
        ({"intervals": [{**VISIT, "end": "tomorrow"}]}, "Write a time like"),
        ({"intervals": [{**VISIT, "end": "2026-09-15T17:10:00"}]}, "needs an offset"),
        ({"intervals": [{**VISIT, "sphere": "between"}]}, "one of inside, outside"),
        ({"service": "magic"}, "one of technical_work, first_response"),
        ({"consent": "maybe"}, "Write a time like"),
        ({"consent": True}, "must be a text"),
        ({"settings": {"saturdays": "weekday"}}, "There is no setting 'saturdays'"),
        ({"settings": []}, "'settings' must be an object"),
        ({"settings": {"flat": "never"}}, "one of window, ticket"),
        ({"settings": {"day_price": "cheap"}}, "must be a number"),
        ({"settings": {"day_price": True}}, "must be a number"),
        ({"settings": {"day_price": "0.001"}}, "whole cents"),
        ({"settings": {"surcharge_days": [24]}}, "list of texts"),
        ({"settings": {"surcharge_days": ["24.12."]}}, "closed day"),
    ],
)
def test_price_says_what_is_wrong_with_a_line(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        price.answer({**WORK, **change})


def test_due_answers_in_local_time() -> None:
    assert due.answer(MAIL) == {
        "due": "2026-09-21T12:00:00+02:00",
        "resume_from": "2026-09-21T08:00:00+02:00",
    }
    assert due.answer({**MAIL, "received_at": "2026-09-18T06:00:00Z"}) == {
        "due": "2026-09-18T12:00:00+02:00",
        "resume_from": None,
    }


def test_due_knows_other_targets_hours_and_closed_days() -> None:
    assert due.answer({**MAIL, "target": "90m"})["due"] == "2026-09-21T09:30:00+02:00"
    assert due.answer({**MAIL, "closed": ["09-21"]})["due"] == "2026-09-22T12:00:00+02:00"
    around_the_clock = due.answer({**MAIL, "hours": "24x7", "region": None})
    assert around_the_clock == {"due": "2026-09-18T23:30:00+02:00", "resume_from": None}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"received_at": None}, "'received_at' is missing"),
        ({"hours": "Mo-Fr 08:00-18:00"}, "Unknown weekday"),
        ({"target": "soon"}, "Write a target like"),
        ({"closed": 24}, "list of texts"),
    ],
)
def test_due_says_what_is_wrong_with_a_line(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        due.answer({**MAIL, **change})


def test_a_bad_line_gets_its_error_and_the_others_their_answer() -> None:
    code, found = _lines(
        "price", json.dumps(WORK), "{", "[]", "", '{"id": "x"}', json.dumps({**WORK, "id": 2})
    )
    assert code == 1
    assert [line["id"] for line in found] == ["w1", None, None, "x", 2]
    assert ["error" in line for line in found] == [False, True, True, True, False]
    assert found[3]["error"] == "The field 'intervals' must be a list of objects with start and end."


@pytest.mark.parametrize("line", ['{"id": NaN}', "\ufeff{", '{"id": "\\ud800"}', "[" * 100_000, "\x00"])
def test_no_line_stops_the_command(line: str) -> None:
    code, found = _lines("due", line, json.dumps(MAIL))
    assert (code, len(found)) == (1, 2)
    assert found[1]["due"] == "2026-09-21T12:00:00+02:00"


def test_times_at_the_end_of_the_calendar_are_an_error_on_their_line() -> None:
    far = {**MAIL, "received_at": "9999-12-31T23:59:59+00:00"}
    late = {**WORK, "intervals": [{"start": "9999-12-31T23:00:00-01:00", "end": "9999-12-31T23:59:00-01:00"}]}
    early = {
        **WORK,
        "intervals": [{"start": "0001-01-01T00:00:00+05:00", "end": "0001-01-01T00:01:00+05:00"}],
    }
    assert "error" in _lines("due", json.dumps(far))[1][0]
    assert all("error" in line for line in _lines("price", json.dumps(late), json.dumps(early))[1])


def test_all_well_is_exit_code_zero_without_settings_or_database() -> None:
    code, found = _lines("due", json.dumps(MAIL))
    assert (code, found) == (0, [{"id": 7, **due.answer(MAIL)}])


@pytest.mark.parametrize("command", ["price", "due"])
def test_help_has_an_example_and_the_exit_codes(command: str) -> None:
    shown = _run(command, "--help").stdout.decode()
    assert "example:" in shown
    assert "exit codes:" in shown


@pytest.mark.parametrize("command", ["price", "due"])
def test_the_commands_start_without_django(command: str) -> None:
    code = f"import sys, hostdesk.commands.{command}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def _lines(command: str, *lines: str) -> tuple[int, list[dict[str, Any]]]:
    done = _run(command, given="\n".join(lines).encode())
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def _run(*words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    call = [sys.executable, "-m", "hostdesk", *words]
    return subprocess.run(call, input=given, capture_output=True, cwd=ROOT, timeout=60, check=False)
