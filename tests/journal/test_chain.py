"""The chain can be recomputed by anybody from its description in docs/journal.md."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.journal import chain

_DOCUMENT = Path(__file__).parents[2] / "docs/journal.md"
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def _example() -> list[dict[str, str]]:
    lines = _DOCUMENT.read_text().partition("| field | first event")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [{row[0]: row[number] for row in rows} for number in (1, 2)]


def test_the_example_in_the_manual_is_what_we_compute() -> None:
    before = chain.BEGINNING
    for event in _example():
        assert chain.commitment(event["salt"], event["payload"]) == event["commitment"]
        before = chain.link(
            seq=int(event["seq"]),
            about=event["about"],
            kind=event["kind"],
            at=datetime.fromisoformat(event["at"]),
            actor=event["actor"],
            commitment=event["commitment"],
            prev_hash=before,
        )
        assert before == event["hash"]


def test_the_description_in_the_manual_suffices_to_compute_it() -> None:
    before = "0" * 64
    for event in _example():
        message = b"hostdesk-event-v1"
        for name in ("seq", "about", "kind", "at", "actor", "commitment"):
            message += len(event[name].encode()).to_bytes(8, "big") + event[name].encode()
        message += len(before).to_bytes(8, "big") + before.encode()
        before = sha256(message).hexdigest()
        assert before == event["hash"]


@given(st.dictionaries(st.text(), _JSON, max_size=5))
def test_whatever_is_recorded_comes_back_and_is_written_in_one_way_only(data: dict[str, object]) -> None:
    text = chain.canonical(data)
    assert json.loads(text) == data
    assert chain.canonical(json.loads(text)) == text
    assert text.isascii()
    assert "\0" not in text


@given(st.lists(st.binary(), min_size=7, max_size=7), st.lists(st.binary(), min_size=7, max_size=7))
def test_different_fields_never_share_a_hash(some: list[bytes], others: list[bytes]) -> None:
    assert (chain.link_of(*some) == chain.link_of(*others)) == (some == others)


@pytest.mark.parametrize(("moved", "stayed"), [(("ab", "c"), ("a", "bc")), (("", "abc"), ("abc", ""))])
def test_nothing_moves_from_one_field_into_the_next(moved: tuple[str, str], stayed: tuple[str, str]) -> None:
    assert chain.link_of(*(t.encode() for t in moved)) != chain.link_of(*(t.encode() for t in stayed))


def test_the_same_moment_in_another_time_zone_is_the_same_moment() -> None:
    at = datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2)))
    assert chain.instant(at) == chain.instant(at.astimezone(UTC)) == "2026-03-29T01:30:00.000000+00:00"


def test_money_is_recorded_to_the_cent() -> None:
    assert chain.canonical({"net": Decimal("12.50")}) == '{"net":"12.50"}'


@pytest.mark.parametrize("value", [object(), b"raw", float("nan")])
def test_what_has_no_single_spelling_is_not_recorded(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        chain.canonical({"value": value})
