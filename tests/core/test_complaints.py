"""What a decision about a disputed item gives back, and what it may not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core import complaints
from hostdesk.core.complaints import Answer, Credit, Decision, Item, Wanted
from hostdesk.core.states import NotAllowed


def money(text: str) -> Decimal:
    return Decimal(text)


STORAGE = Item(None, Wanted.CREDIT, net=money("10.00"), vat_rate=money("19"), gross=money("11.90"))
TYPED = Item(money("30.00"), Wanted.CREDIT)


def decision(answer: Answer, amount: str | None = None, rate: str | None = None) -> Decision:
    return Decision(answer, "So ist es.", money(amount) if amount else None, money(rate) if rate else None)


# item, decision, net, VAT, gross given back; the figures stand in docs/rules/complaints.md
GIVEN: list[tuple[Item, Decision, str, str, str]] = [
    (STORAGE, decision(Answer.ACCEPTED), "10.00", "1.90", "11.90"),
    (replace(STORAGE, claimed=money("5.00")), decision(Answer.ACCEPTED), "4.20", "0.80", "5.00"),
    (STORAGE, decision(Answer.PARTLY, "5.95"), "5.00", "0.95", "5.95"),
    (STORAGE, decision(Answer.PARTLY, "0.01"), "0.01", "0.00", "0.01"),
    (STORAGE, decision(Answer.REFUSED), "0.00", "0.00", "0.00"),
    (replace(STORAGE, credited_before=money("4.00")), decision(Answer.ACCEPTED), "6.64", "1.26", "7.90"),
    (replace(STORAGE, wanted=Wanted.EXPLAIN), decision(Answer.ACCEPTED), "0.00", "0.00", "0.00"),
    (replace(STORAGE, wanted=Wanted.CORRECT), decision(Answer.PARTLY, "11.90"), "10.00", "1.90", "11.90"),
    (TYPED, decision(Answer.ACCEPTED, rate="19"), "25.21", "4.79", "30.00"),
    (TYPED, decision(Answer.ACCEPTED, rate="7"), "28.04", "1.96", "30.00"),
    (TYPED, decision(Answer.REFUSED), "0.00", "0.00", "0.00"),
    (Item(None, Wanted.CREDIT), decision(Answer.ACCEPTED, "7.00", "0"), "7.00", "0.00", "7.00"),
]


@pytest.mark.parametrize(("item", "decided", "net", "vat", "gross"), GIVEN)
def test_a_decision_gives_back(item: Item, decided: Decision, net: str, vat: str, gross: str) -> None:
    found = complaints.credit(item, decided)
    assert (str(found.net), str(found.vat), str(found.gross)) == (net, vat, gross)


REFUSED: list[tuple[Item, Decision, str]] = [
    (STORAGE, decision(Answer.PARTLY, "11.91"), complaints.ABOVE_ITEM),
    (replace(STORAGE, claimed=money("12.00")), decision(Answer.ACCEPTED), complaints.ABOVE_ITEM),
    (replace(STORAGE, credited_before=money("8.00")), decision(Answer.PARTLY, "4.00"), complaints.ABOVE_ITEM),
    (TYPED, decision(Answer.PARTLY, "30.01", "19"), complaints.ABOVE_CLAIM),
    (STORAGE, decision(Answer.PARTLY), complaints.NO_AMOUNT),
    (STORAGE, decision(Answer.PARTLY, "0.004"), complaints.NOTHING_LEFT),
    (STORAGE, decision(Answer.PARTLY, "-1"), complaints.NOTHING_LEFT),
    (replace(TYPED, claimed=None), decision(Answer.ACCEPTED, rate="19"), complaints.NO_AMOUNT),
    (TYPED, decision(Answer.ACCEPTED), complaints.NO_RATE),
    (TYPED, decision(Answer.ACCEPTED, rate="190"), complaints.BAD_RATE),
    (STORAGE, Decision(Answer.REFUSED, "  "), complaints.NO_TEXT),
    (
        replace(STORAGE, net=money("-10.00"), gross=money("-11.90")),  # a discount has nothing to give back
        decision(Answer.PARTLY, "1.00"),
        complaints.ABOVE_ITEM,
    ),
]


@pytest.mark.parametrize(("item", "decided", "why"), REFUSED)
def test_a_decision_that_cannot_be_says_why(item: Item, decided: Decision, why: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        complaints.credit(item, decided)
    assert refusal.value.text == why


AMOUNTS = st.decimals(min_value=0, max_value=9999, places=2)
RATES = st.sampled_from([money("0"), money("7"), money("16"), money("19"), money("5.5")])
WANTED = st.sampled_from(Wanted)
ANSWERS = st.sampled_from(Answer)


@st.composite
def items(draw: Any) -> Item:
    net, rate = draw(AMOUNTS), draw(RATES)
    gross = complaints.cents(net * (100 + rate) / 100)
    before = min(draw(AMOUNTS), gross)
    return Item(draw(st.none() | AMOUNTS), draw(WANTED), net, rate, gross, before)


@given(items(), ANSWERS, st.none() | AMOUNTS)
def test_never_more_is_given_back_than_the_item_costs_and_the_parts_add_up(
    item: Item, answer: Answer, amount: Decimal | None
) -> None:
    try:
        found = complaints.credit(item, Decision(answer, "So ist es.", amount))
    except NotAllowed:
        return
    assert 0 <= found.gross <= item.gross - item.credited_before
    assert found.net + found.vat == found.gross
    assert found.net >= 0
    assert found.vat >= 0


@given(st.lists(st.builds(Credit, RATES, AMOUNTS, AMOUNTS, AMOUNTS), max_size=8))
def test_sums_by_rate_lose_no_cent_and_a_result_taken_back_leaves_nothing(credits: list[Credit]) -> None:
    assert complaints.total(complaints.sums(credits)) == complaints.total(credits)
    assert complaints.sums([*credits, *complaints.turned(credits)]) == []


def test_a_complaint_is_decided_when_every_item_is_and_there_is_one() -> None:
    yes = decision(Answer.REFUSED)
    assert complaints.all_decided([yes, yes])
    assert not complaints.all_decided([yes, None])
    assert not complaints.all_decided([])
