"""Eight agents write at the same moment: the chain never forks, and nobody's event is lost."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from hostdesk.journal.models import Event
from hostdesk.journal.record import record, writing
from hostdesk.journal.verify import verify


def at_once(count: int, work: Callable[[int], None]) -> None:
    errors: list[BaseException] = []
    ready = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            ready.wait(10)
            work(number)
        except BaseException as error:  # noqa: BLE001 - shown in the assertion below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_eight_writers_make_one_chain():
    def work(number: int) -> None:
        for _ in range(25):
            with writing():
                record("replied", about="ticket:HD-1", by=f"staff:{number}")

    at_once(8, work)
    assert Event.objects.count() == 200
    assert verify().exit_code == 0
    assert {event.actor for event in Event.objects.all()} == {f"staff:{number}" for number in range(8)}


@pytest.mark.django_db(transaction=True)
def test_actions_of_several_events_are_not_mixed_up_with_others():
    def work(number: int) -> None:
        for _ in range(10):
            with writing():
                for kind in ("taken", "replied", "solved"):
                    record(kind, about="ticket:HD-1", by=f"staff:{number}")

    at_once(8, work)
    events = list(Event.objects.all())
    assert verify().exit_code == 0
    assert all(len({event.actor for event in events[n : n + 3]}) == 1 for n in range(0, len(events), 3))


@pytest.mark.django_db(transaction=True)
def test_verifying_while_others_write_raises_no_alarm():
    def work(number: int) -> None:
        for _ in range(15):
            if number == 0:
                assert verify().exit_code == 0
            else:
                with writing():
                    record("replied", about="ticket:HD-1", by=f"staff:{number}")

    at_once(4, work)
