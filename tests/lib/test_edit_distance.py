"""Slips of the finger are counted as people make them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.lib.edit_distance import slips

_WORDS = st.text("abcde", max_size=8)


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("postfach", "postfach", 0),
        ("postfahc", "postfach", 1),
        ("posfach", "postfach", 1),
        ("posttfach", "postfach", 1),
        ("pastfach", "postfach", 1),
        ("pastfahc", "postfach", 2),
        ("domain", "postfach", 3),
        ("", "ab", 2),
    ],
)
def test_slips(typed: str, meant: str, count: int) -> None:
    assert slips(typed, meant, 2) == count


@given(_WORDS, _WORDS)
def test_it_does_not_matter_which_is_meant(one: str, other: str) -> None:
    assert slips(one, other, 3) == slips(other, one, 3)
