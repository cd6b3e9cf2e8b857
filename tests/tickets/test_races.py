"""Several at once: each message once, each ticket one owner."""

import threading
from collections.abc import Callable
from typing import Any

import first_response
import nordlicht
import pytest
from django.db import connection
from django.utils import timezone

from hostdesk.core.states import NotAllowed
from hostdesk.tickets import actions, intake
from hostdesk.tickets.models import Kind, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*calls: Callable[[], object]) -> list[object]:
    """What each of them returned or raised; all begin together."""
    ready = threading.Barrier(len(calls))
    ends: list[object] = [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        ready.wait()
        try:
            ends[place] = call()
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            ends[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends


def test_the_same_mail_handed_in_eight_times_at_once_is_one_message(transactional_db: Any) -> None:
    incoming = nordlicht.letter()
    ends = _at_once(*[lambda: intake.receive(incoming, timezone.now())] * 8)
    assert len(set(ends)) == 1, ends
    assert Ticket.objects.count() == 1
    assert Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).count() == 1


def test_different_mails_at_once_get_different_numbers_even_if_chance_wants_the_same(
    transactional_db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws = iter([7] * 6 + list(range(100, 200)))
    monkeypatch.setattr("hostdesk.tickets.opening.secrets.randbelow", lambda below: next(draws))
    letters = [nordlicht.letter(f"kunde{place}@viele.example.test") for place in range(6)]
    ends = _at_once(*[lambda one=one: intake.receive(one, timezone.now()) for one in letters])  # type: ignore[misc]  # mypy sees no defaults in a lambda
    assert all(isinstance(one, Message) for one in ends), ends
    assert len(set(Ticket.objects.values_list("number", flat=True))) == 6


def test_two_agents_take_it_at_once_and_one_has_it(transactional_db: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in())
    pages = {key: Ticket.objects.get(pk=ticket.pk) for key in ("ada", "ben", "clara")}
    people = {key: nordlicht.person(key) for key in pages}
    ends = _at_once(*[lambda key=key: actions.take(pages[key], people[key]) for key in pages])  # type: ignore[misc]  # as above
    assert [type(one) for one in ends].count(NotAllowed) == 2, ends
    assert nordlicht.told(ticket).count("ticket.taken") == 1


def test_two_replies_at_once_are_not_both_sent_unread(transactional_db: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in())
    people = [nordlicht.person("ada"), nordlicht.person("ben")]
    ends = _at_once(
        *[
            lambda one=one: first_response.reply(ticket, "Wir sehen nach.", one, expected_count=1)
            for one in people
        ]
    )  # type: ignore[misc]  # as above
    assert sorted(type(one).__name__ for one in ends) == ["Message", "Moved"], ends


def test_merging_crosswise_at_once_makes_no_circle(transactional_db: Any) -> None:
    one, other = (
        nordlicht.ticket_of(nordlicht.comes_in(who)) for who in (nordlicht.MEYER, nordlicht.OZDEMIR)
    )
    ada = nordlicht.person("ada")
    ends = _at_once(lambda: actions.merge(one, other, ada), lambda: actions.merge(other, one, ada))
    assert [type(end) for end in ends].count(NotAllowed) == 1, ends
    assert Ticket.objects.filter(merged_into=None).count() == 1
