"""Who is away does not reopen a ticket, a machine is not answered, and no person is taken for either."""

import json
from pathlib import Path

import pytest

from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.parse import parse

FOLDER = Path(__file__).parents[2] / "samples" / "absences"
EXPECTED: dict[str, str] = json.loads((FOLDER / "expected.json").read_text())


@pytest.mark.parametrize("name", EXPECTED)
def test_an_absence_notice_is_known_by_its_format(name: str) -> None:
    assert parse((FOLDER / f"{name}.eml").read_bytes(), Facts()).robot.value == EXPECTED[name]


def test_every_sample_is_expected_to_be_something() -> None:
    assert {path.stem for path in FOLDER.glob("*.eml")} == set(EXPECTED)
    assert sum(robot == "out_of_office" for robot in EXPECTED.values()) >= 30
