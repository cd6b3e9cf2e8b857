"""What an exchange tells comes doubled, late, in any order, or not at all: it is the same call."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import rule_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostdesk.core.calls import Cause, Direction, Happening, Heard, Result, State, call_of, is_lost

# The machine may be busy with other things.
WITHOUT_HURRY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def rings(second: int = 0, **more) -> Heard:
    usual = {"direction": "in", "caller": "0151 23456789", "called": "49899999820", "agents": ("Ada", "Ben")}
    return Heard(Happening.RINGING, "c1", _at(second), **usual | more)


def answers(second: int = 8, **more) -> Heard:
    return Heard(Happening.ANSWERED, "c1", _at(second), **{"agents": ("Ben",)} | more)


def ends(second: int = 68, **more) -> Heard:
    return Heard(Happening.ENDED, "c1", _at(second), **{"cause": Cause.NORMAL} | more)


def _at(second: int) -> datetime:
    return NINE + timedelta(seconds=second)


def test_a_call_that_was_answered() -> None:
    call = call_of([rings(), answers(), ends()])
    assert (call.state, call.result, call.agent, call.seconds) == (State.ENDED, Result.ANSWERED, "Ben", 60)
    assert (call.direction, call.rung, call.is_contact) == (Direction.IN, ("Ada", "Ben"), True)


@pytest.mark.parametrize(
    ("heard", "result", "calls_back"),
    [
        ([rings(), ends(cause=Cause.GIVEN_UP)], Result.MISSED, True),
        ([rings(), ends(cause=Cause.NO_ANSWER)], Result.MISSED, True),
        ([rings(), ends(cause=Cause.BUSY)], Result.MISSED, True),
        ([rings(), ends(cause=Cause.NONE)], Result.MISSED, True),
        ([ends(cause=Cause.GIVEN_UP)], Result.MISSED, True),  # all we ever heard of it
        ([rings(), answers(agents=("voicemail",)), ends()], Result.VOICEMAIL, True),
        ([rings(), ends(cause=Cause.VOICEMAIL)], Result.VOICEMAIL, True),
        ([rings(), ends(cause=Cause.NORMAL)], Result.ANSWERED, False),  # the answer was lost
        ([rings(), ends(cause=Cause.NONE, seconds=40)], Result.ANSWERED, False),
        ([rings(), answers(agents=())], Result.OPEN, False),
        ([rings(), answers(agents=()), ends()], Result.ANSWERED, False),
        ([rings(), ends(cause=Cause.FORWARDED)], Result.FORWARDED, False),
        ([rings(), ends(cause=Cause.BLOCKED)], Result.BLOCKED, False),
        ([rings(direction="out"), ends(cause=Cause.NO_ANSWER)], Result.MISSED, False),
    ],
)
def test_what_becomes_of_a_call(heard: list[Heard], result: Result, calls_back: bool) -> None:
    assert (call_of(heard).result, call_of(heard).wants_call_back) == (result, calls_back)


def test_an_answer_told_after_the_end_was_before_it() -> None:
    call = call_of([rings(), ends(30), answers(31)])
    assert (call.answered_at, call.seconds, call.result) == (_at(30), 0, Result.ANSWERED)


@pytest.mark.parametrize(
    ("heard", "after", "lost"),
    [
        ([rings()], timedelta(minutes=14), False),
        ([rings()], timedelta(minutes=16), True),
        ([rings(), answers()], timedelta(hours=11), False),
        ([rings(), answers()], timedelta(hours=13), True),
        ([rings(), answers(), ends()], timedelta(days=9), False),
    ],
)
def test_a_call_whose_end_was_lost_is_over_some_day(heard, after, lost) -> None:
    assert is_lost(call_of(heard).state, NINE, NINE + after) is lost


def test_in_case_of_doubt_somebody_calls_back() -> None:
    call = call_of([rings()], given_up_at=_at(1000))
    assert (call.wants_call_back, call.state, call.ended_at, call.seconds) == (
        True, State.ENDED, _at(1000), None,
    )  # fmt: skip


def test_an_end_that_is_told_at_last_counts() -> None:
    call = call_of([rings(), answers(), ends(2000)], given_up_at=_at(1000))
    assert (call.result, call.ended_at) == (Result.ANSWERED, _at(2000))


def test_nothing_is_no_call() -> None:
    with pytest.raises(ValueError, match="nothing"):
        call_of([])


HEARD = st.lists(
    st.builds(
        Heard,
        happening=st.sampled_from(Happening),
        call_id=st.just("c1"),
        at=st.integers(0, 90).map(_at),
        direction=st.sampled_from(["", "in", "out"]),
        caller=st.sampled_from(["", "0151 23456789", "anonymous"]),
        called=st.sampled_from(["", "49899999820"]),
        agents=st.sampled_from([(), ("Ada",), ("Ben", "Ada"), ("voicemail",)]),
        cause=st.sampled_from(Cause),
        seconds=st.sampled_from([None, 0, 40]),
        follows=st.sampled_from(["", "c0"]),
    ),
    min_size=1,
    max_size=7,
)


@WITHOUT_HURRY
@given(HEARD, st.data())
def test_any_order_and_any_repetition_is_the_same_call(heard: list[Heard], data) -> None:
    told = data.draw(st.permutations(heard + data.draw(st.lists(st.sampled_from(heard), max_size=5))))
    assert call_of(told) == call_of(heard)


@WITHOUT_HURRY
@given(HEARD, HEARD)
def test_what_is_heard_later_only_moves_a_call_forward(heard: list[Heard], later: list[Heard]) -> None:
    order = list(State)
    before, after = call_of(heard), call_of(heard + later)
    assert order.index(after.state) >= order.index(before.state)


@WITHOUT_HURRY
@given(HEARD, st.data())
def test_a_repetition_that_comes_later_changes_nothing(heard: list[Heard], data) -> None:
    again = [
        replace(one, at=one.at + timedelta(seconds=100))
        for one in data.draw(st.lists(st.sampled_from(heard)))
    ]
    assert call_of(heard + again) == call_of(heard)


@pytest.mark.parametrize("row", rule_tables.rows("calls.md", "Examples"), ids=lambda row: row["heard"])
def test_the_table_in_the_manual_is_what_happens(row: dict[str, str]) -> None:
    heard = []
    for second, word in enumerate(row["heard"].split(", ")):
        name, _, cause = word.partition(" ")
        agents = ("voicemail",) if name == "voicemail" else ()
        happening = Happening.ANSWERED if name == "voicemail" else Happening(name)
        heard.append(Heard(happening, "c1", _at(second), "in", agents=agents, cause=Cause(cause)))
    call = call_of(heard)
    assert (call.result, "yes" if call.wants_call_back else "no") == (
        row["result"], row["call back"],
    )  # fmt: skip
