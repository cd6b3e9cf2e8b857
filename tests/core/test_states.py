"""The states of a ticket: the table of docs/rules/states.md."""

from itertools import product

import pytest
from rule_tables import rows

from hostdesk.core.failures import PermanentFailure
from hostdesk.core.states import MOVES, REFUSED, Act, NotAllowed, State, may, move

TABLE = {(State(s), Act(row["act"])): row[s] for row in rows("states.md", "Moves") for s in State}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_a_ticket_moves_as_the_manual_says(state: State, act: Act) -> None:
    told = TABLE[state, act]
    assert may(state, act) == (told != "-")
    if told == "-":
        with pytest.raises(NotAllowed):
            move(state, act)
    else:
        assert move(state, act) == State(told)


def test_every_move_is_either_allowed_or_refused_with_a_sentence() -> None:
    assert set(MOVES) | set(REFUSED) == set(product(State, Act))
    assert not set(MOVES) & set(REFUSED)


@pytest.mark.parametrize("text", REFUSED.values())
def test_a_refusal_is_a_sentence_for_a_person(text: str) -> None:
    assert text.startswith(("This ticket ", "Nobody "))
    assert text.endswith(".")


def test_a_refusal_names_its_reason() -> None:
    with pytest.raises(PermanentFailure) as error:
        move(State.NEW, Act.SOLVE)
    assert error.value.text == "Nobody has taken this ticket yet: take it before you solve it."


def test_a_message_from_the_customer_is_never_refused() -> None:
    assert all(may(state, Act.CUSTOMER_MESSAGE) for state in State)


def test_no_state_is_a_dead_end() -> None:
    for state in State:
        reachable = {state}
        while True:
            further = {MOVES[move] for move in MOVES if move[0] in reachable} | reachable
            if further == reachable:
                break
            reachable = further
        assert {State.OPEN, State.SOLVED} <= reachable
