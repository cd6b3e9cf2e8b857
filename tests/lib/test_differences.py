"""What is new between two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.lib.differences import Change, differences

_TEXTS = st.text(alphabet="ab \n.", max_size=60)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", []),
        ("gleich\n", "gleich\n", [("same", "gleich\n")]),
        ("Klicken Sie hier.", "Klicken Sie dort.",
         [("same", "Klicken Sie "), ("gone", "hier"), ("new", "dort"), ("same", ".")]),
        ("a\nb\n", "a\nc\nb\n", [("same", "a\n"), ("new", "c\n"), ("same", "b\n")]),
        ("", "neu", [("new", "neu")]),
    ],
)  # fmt: skip
def test_words_are_compared(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert [(one.change.value, one.text) for one in differences(old, new)] == pieces


@given(_TEXTS, _TEXTS)
def test_nothing_is_lost_on_either_side(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(one.text for one in found if one.change is not Change.NEW) == old
    assert "".join(one.text for one in found if one.change is not Change.GONE) == new


def test_long_texts_are_compared_soon() -> None:
    old, new = "Wort " * 40_000, "Satz " * 40_000
    assert [one.change for one in differences(old, new)] == [Change.GONE, Change.NEW]
    assert len(differences("a\n" * 5_000, "b\n" * 5_000)) == 2
