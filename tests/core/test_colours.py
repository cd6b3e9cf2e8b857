import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hostdesk.core.colours import READABLE, Unreadable, accent, contrast, parse

GROUNDS = ["#f4f2ed", "#fcfbf9", "#ffffff"], ["#161513", "#1d1c19", "#262521"]
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(("one", "other", "ratio"), [
    ("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48),
])  # fmt: skip
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast(parse(one), parse(other)) == pytest.approx(ratio, abs=0.01)


@given(COLOURS)
@example("#0062f3")  # just dark enough for a link, and too pale on its own tint
def test_an_accent_can_be_read_wherever_it_stands_or_is_refused(colour: str) -> None:
    try:
        shades = accent(colour)
    except Unreadable:
        assert contrast(parse(colour), parse("#f4f2ed")) < READABLE
        return
    for theme, grounds in enumerate(GROUNDS):
        for ground in [*grounds, shades.ground[theme]]:
            assert contrast(parse(shades.text[theme]), parse(ground)) >= READABLE
        for fill in (shades.fill[theme], shades.press[theme]):
            assert contrast(parse("#ffffff"), parse(fill)) >= READABLE


@pytest.mark.parametrize("text", ["blue", "#12345", "#1234567", "#gggggg", "1d45b0"])
def test_what_is_no_colour_gets_a_hint(text: str) -> None:
    with pytest.raises(ValueError, match="#1d45b0"):
        accent(text)
