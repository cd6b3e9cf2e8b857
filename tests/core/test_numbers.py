"""Ticket numbers and check digits: cases of docs/rules/numbers.md, and what the ear may get wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_tables import rows

from hostdesk.core.check_digits import METHODS, damm, has_check_digit, luhn
from hostdesk.core.numbers import POSSIBLE, check_prefix, find_in, is_valid, make, parse

drawn = st.integers(0, POSSIBLE - 1)
prefixes = st.sampled_from(["HD", "NORD", "T"])


@pytest.mark.parametrize("row", rows("numbers.md", "Making"), ids=lambda row: row["number"])
def test_a_number_is_made_of_seven_random_digits(row: dict[str, str]) -> None:
    assert make(int(row["random"]), row["prefix"]) == row["number"]


@pytest.mark.parametrize("row", rows("numbers.md", "Typed or dictated"), ids=lambda row: row["typed"])
def test_a_number_is_understood_however_it_is_typed(row: dict[str, str]) -> None:
    assert parse(row["typed"], "HD") == (row["number"] or None)


@pytest.mark.parametrize("row", rows("numbers.md", "Mentioned in a text"), ids=lambda row: row["text"])
def test_numbers_are_found_where_people_mention_them(row: dict[str, str]) -> None:
    assert find_in(row["text"], "HD") == tuple(row["numbers"].split())


@given(drawn, prefixes)
def test_every_number_made_is_valid_understood_and_found(digits: int, prefix: str) -> None:
    number = make(digits, prefix)
    assert is_valid(number, prefix)
    assert parse(number.lower().replace("-", " "), prefix) == number
    assert find_in(f"Re: [{number}] {number}", prefix) == (number,)


@given(drawn, st.integers(0, 7), st.integers(1, 9))
def test_a_wrong_digit_is_always_noticed(digits: int, place: int, step: int) -> None:
    number = make(digits, "HD").removeprefix("HD-").replace("-", "")
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert parse(wrong, "HD") is None


@given(drawn, st.integers(0, 6))
def test_two_swapped_neighbours_are_always_noticed(digits: int, place: int) -> None:
    number = make(digits, "HD").removeprefix("HD-").replace("-", "")
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert (parse(swapped, "HD") is None) == (swapped != number)


@pytest.mark.parametrize("number", ["hd-4831-7267", "4831-7267", "HD-4831-7268", " HD-4831-7267"])
def test_only_our_own_spelling_is_valid(number: str) -> None:
    assert not is_valid(number, "HD")


@pytest.mark.parametrize("digits", [-1, POSSIBLE])
def test_no_number_is_made_beyond_seven_digits(digits: int) -> None:
    with pytest.raises(ValueError, match="below 10000000"):
        make(digits, "HD")


@pytest.mark.parametrize("prefix", ["", "hd", "H1", "TOOLONGER", "Ä", "HD-", ".*", "HD\n"])
def test_a_prefix_is_capital_letters(prefix: str) -> None:
    with pytest.raises(ValueError, match="one to six capital letters"):
        check_prefix(prefix)


def test_a_hostile_text_is_searched_in_a_moment() -> None:
    assert find_in("HD " * 100_000 + "0000-" * 100_000 + "4831" * 100_000, "HD") == ()


def test_damm_is_the_published_quasigroup() -> None:
    assert damm("572") == "4"  # the example of the thesis
    assert has_check_digit("5724")
    assert not has_check_digit("5742")


def test_luhn_is_the_published_method() -> None:
    assert luhn("7992739871") == "3"
    assert has_check_digit("7992 7398-713", "luhn")
    assert not has_check_digit("79927398710", "luhn")


@pytest.mark.parametrize("method", METHODS)
@given(digits=st.text("0123456789", min_size=1, max_size=12))
def test_a_check_digit_fits_the_number_it_was_made_for(method: str, digits: str) -> None:
    assert has_check_digit(digits + METHODS[method](digits), method)


@pytest.mark.parametrize("digits", ["", "12a", "١٢", "1 2"])
def test_only_plain_digits_have_a_check_digit(digits: str) -> None:
    with pytest.raises(ValueError, match="Only the digits"):
        damm(digits)


@pytest.mark.parametrize("number", ["", "-", "0"])
def test_a_lone_digit_checks_nothing(number: str) -> None:
    assert not has_check_digit(number)
