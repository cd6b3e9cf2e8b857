import csv
import io

import pytest

from hostdesk.lib import csv_table


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_every_beginning_of_a_formula_is_quoted(start: str) -> None:
    assert csv_table.text(start) == f"'{start}"


def test_what_is_written_can_be_read_again() -> None:
    content = csv_table.write(("a", "b"), [('Größe "L"', "x;y,\nz")])
    assert list(csv.reader(io.StringIO(content.decode(), newline=""))) == [
        ["a", "b"],
        ['Größe "L"', "x;y,\nz"],
    ]
