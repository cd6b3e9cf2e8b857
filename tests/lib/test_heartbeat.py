"""Leases are prolonged while work is going on, by one thread for all of them."""

import threading
from contextlib import ExitStack
from time import sleep

import pytest
from django.db import OperationalError
from running import until

from hostdesk.lib import heartbeat


def test_many_leases_have_one_thread_and_each_is_prolonged():
    beats: list[int] = []
    with ExitStack() as held:
        for number in range(20):
            held.enter_context(heartbeat.kept(lambda n=number: beats.append(n), 0.02))
        assert until(lambda: set(beats) == set(range(20)), 20)
        assert sum(one.name == "heartbeat" for one in threading.enumerate()) == 1


def test_after_the_work_nothing_is_prolonged():
    beats: list[str] = []
    with heartbeat.kept(lambda: beats.append("one"), 0.02):
        assert until(lambda: len(beats) > 1, 20)
    sleep(0.1)  # one that was under way may still have come
    count = len(beats)
    sleep(0.2)
    assert len(beats) == count


@pytest.mark.parametrize("failure", [OperationalError("the database is away"), ValueError("a defect")])
def test_a_sign_of_life_that_fails_is_tried_again(failure: Exception):
    beats: list[str] = []

    def prolong() -> None:
        beats.append("one")
        if len(beats) < 3:
            raise failure

    with heartbeat.kept(prolong, 0.02):
        assert until(lambda: len(beats) > 3, 20)


def test_a_short_piece_of_work_meets_no_sign_of_life():
    beats: list[str] = []
    for _ in range(100):
        with heartbeat.kept(lambda: beats.append("one"), 60.0):
            pass
    assert not beats
