"""What a reply says: the table of docs/rules/consent-answers.md, and whatever is said around a yes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core.consent import Reading, read

pytestmark = pytest.mark.once

_DOC = Path(__file__).parents[2] / "docs" / "rules" / "consent-answers.md"
CASES = [
    tuple(cell.strip() for cell in line.strip().strip("|").rsplit("|", 1))
    for line in _DOC.read_text().splitlines()
    if line.startswith("| ") and not line.startswith("| new text")
]
YES = ("Ja", "Einverstanden", "Wir stimmen zu", "In Ordnung", "ok", "Yes", "I agree", "Approved")
SPOILS = (
    "nein", "nicht", "kein", "aber", "wenn", "falls", "erst", "nur", "höchstens", "morgen", "vielleicht",
    "kostenlos", "Urlaub", "automatisch", "würde", "?", "no", "not", "don't", "if", "but", "unless", "only",
    "maybe", "tomorrow", "vacation", "nо", "нет",
)  # fmt: skip
HARMLESS = st.sampled_from(
    ["Hallo", "bitte", "Danke", "Grüße", "Meyer", "K-20871", "Schreinerei", "12,50", "\n"]
)


def test_the_table_is_there() -> None:
    assert len(CASES) > 20


@pytest.mark.parametrize(("text", "reading"), CASES)
def test_the_rule_reads_it_like_the_table(text: str, reading: str) -> None:
    assert read(text) == Reading(reading)


@given(st.sampled_from(YES), st.sampled_from(SPOILS), st.lists(HARMLESS, max_size=6), st.randoms())
def test_whatever_spoils_a_yes_leaves_none(yes: str, spoil: str, around: list[str], order: object) -> None:
    words = [yes, spoil, *around]
    order.shuffle(words)
    assert read(" ".join(words)) is not Reading.YES


@given(st.sampled_from(YES), st.lists(HARMLESS, max_size=6))
def test_a_plain_yes_among_friendly_words_is_one(yes: str, around: list[str]) -> None:
    assert read(" ".join([yes, *around])) is Reading.YES


@given(st.sampled_from(YES), st.lists(HARMLESS, max_size=4))
def test_what_only_the_quotation_says_is_nothing(yes: str, around: list[str]) -> None:
    own = " ".join(word for word in around if word != "\n") or "Hallo"
    assert read(f"{own}\n\n> {yes}\n> {yes}") is not Reading.YES
    assert read(f"{own}\n\nAm 15.09.2026 um 19:00 schrieb Nordlicht:\n{yes}") is not Reading.YES


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert read(text) in Reading
