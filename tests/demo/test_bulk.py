from datetime import UTC, datetime

import pytest

from hostdesk.accounts.models import Staff
from hostdesk.demo import bulk
from hostdesk.journal.verify import verify
from hostdesk.tickets import counting
from hostdesk.tickets.models import Message, Ticket
from hostdesk.tickets.search import search

NOW = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def filled(installed: None) -> None:
    """Three hundred tickets, and then another ten."""
    bulk.fill(300, NOW)
    bulk.fill(10, NOW)


def test_every_ticket_has_three_messages_and_a_number_of_its_own() -> None:
    assert Ticket.objects.count() == 310
    assert Message.objects.count() == 930
    assert set(Ticket.objects.values_list("message_count", flat=True)) == {3}


def test_about_a_tenth_is_open() -> None:
    assert 0.05 < Ticket.objects.exclude(state="solved").count() / 310 < 0.16


def test_the_record_is_whole() -> None:
    assert [finding.text for _, finding in verify().findings] == []


def test_they_stand_in_the_queues_as_if_the_desk_had_put_them_there() -> None:
    ines = Staff.objects.get(name="Ines Baumgartner")
    counted = counting.counts(ines)
    assert counted["all"] == Ticket.objects.filter(state__in=("new", "open")).count()
    assert counted["pending"] == Ticket.objects.filter(state="pending").count()
    assert counted["unassigned"] == Ticket.objects.filter(state="new").count()


def test_they_are_found_by_their_words() -> None:
    ines = Staff.objects.get(name="Ines Baumgartner")
    message = Message.objects.filter(kind="in", key__endswith=":a").first()
    assert message is not None
    word = message.subject.rpartition("(")[2].rstrip(")")
    assert [hit.ticket for hit in search(ines, word)] == [message.ticket]
