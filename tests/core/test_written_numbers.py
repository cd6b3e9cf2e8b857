from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core.written_numbers import NoNumber, Style, number, style_of

AMOUNTS = st.decimals(min_value=-(10**8), max_value=10**8, places=2)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1234,5", "1234.5"), ("1234.5", "1234.5"),
        ("-19,90 €", "-19.90"), ("19,90-", "-19.90"), ("−5,00", "-5.00"), ("+7", "7"),
        ("1 234,50", "1234.50"),
        ("1’234.50", "1234.50"), ("1.234.567", "1234567"), ("0.125", "0.125"), ("0,125", "0.125"),
        ("EUR 3", "3"), ("19 %", "19"), ("1234.567", "1234.567"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(written: str, value: str) -> None:
    assert number(written) == Decimal(value)


@pytest.mark.parametrize(
    "written", ["1.234", "1,234", "", "x", "1.2.3", "1,2,3", "--5", "NaN", "1e5", "0x1", "٣"]
)
def test_what_is_none_or_could_be_two_is_asked_about(written: str) -> None:
    with pytest.raises(NoNumber):
        number(written)


def test_the_rest_of_a_file_tells_what_a_number_means() -> None:
    assert style_of(["1.234", "5,50"]) is Style.COMMA
    assert style_of(["1.234", "5.50"]) is Style.POINT
    assert style_of(["5,50", "5.50"]) is None
    assert style_of(["1.234", "7"]) is None
    assert number("1.234", Style.COMMA) == 1234
    assert number("1.234", Style.POINT) == Decimal("1.234")


@given(AMOUNTS)
def test_amounts_come_back_as_they_were_in_both_spellings(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert number(english) == number(german) == amount
